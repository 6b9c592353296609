// SPDX-License-Identifier: MPL-2.0
/** What the desk shows in its example states. */
import type {
  DeskView,
  DeskVisit,
  NextTicket,
  Preview,
  PromisedWindow,
  Reason,
  SetAside,
} from '../wire/wire';
import { givenWindow, queue, queued } from './deskQueue';
import { noOwnWords } from './officeWords';

export const at = (time: string): string => `2026-11-23T${time}+01:00`;

export const fits: Reason = { code: 'fits_before_booking', minutes: 45, booking: at('11:15:00') };
export const longest: Reason = { code: 'waited_longest', minutes: 38 };
const risk: Reason = { code: 'promise_at_risk', latest: at('10:30:00') };

export const withoutPhoto = [
  'check_residence_papers',
  'control_questions',
  'or_witness',
  'internal_certificate',
  'look_away_at_code',
  'test_login',
];

const next: NextTicket = {
  ticket: 'a17',
  number: 17,
  errand: 'new_mitid',
  identification: 'none',
  needs: ['without_photo'],
  language: 'da',
  kept_place: false,
  expected_minutes: 45,
  reasons: [risk, fits, longest],
  briefing: withoutPhoto,
};

export const called: DeskVisit = {
  ...next,
  state: 'called',
  accompanied: true,
  witness: { times: 3, most: 3, days: 120, left: 0, again_on: '2027-01-12' },
  called_at: at('10:18:00'),
  serving_since: null,
  expected_end: at('11:03:00'),
  recalls: 0,
  recalls_left: 2,
};

export const serving: DeskVisit = {
  ...called,
  state: 'serving',
  called_at: at('10:00:00'),
  serving_since: at('10:02:00'),
};

export const aside = (
  number: number,
  errand: string,
  since: string,
  more: { until?: string; desk?: string } = {},
): SetAside => ({
  ticket: `a${number}`,
  number,
  errand,
  since: at(since),
  until: more.until === undefined ? null : at(more.until),
  desk: more.desk ?? null,
});

export const free: DeskView = {
  office: 'Borgerservice Midtby (demo)',
  now: at('10:20:00'),
  desk: '3',
  desk_name: '3',
  staffed: true,
  current: null,
  next,
  nobody: [],
  next_booking: at('11:15:00'),
  booked_from: null,
  booked_until: null,
  away: null,
  waiting: 4,
  longest_wait_since: at('09:42:00'),
  queue,
  not_arrived: [],
  parked: [],
  absent: [],
  undo: null,
  help_asked_at: null,
  outcomes: [
    'mitid_issued',
    'mitid_restored',
    'documents_missing',
    'control_questions_failed',
    'witness_missing_or_quota_used',
    'refused_cannot_handle_alone',
    'refused_identity_uncertain',
    'power_of_attorney_created',
    'exempted_from_digital_post',
    'other_errand_done',
    'new_time_given',
    'left_before_call',
    'absent_at_call',
  ],
  flags: ['internal_residence_certificate_used', 'interpreter_used', 'companion_was_witness'],
  errands: ['new_mitid', 'restore_mitid', 'digital_post', 'passport_help', 'address', 'other'],
  words: noOwnWords,
  desks: [
    { desk: '1', name: '1', staffed: true },
    { desk: '2', name: '2', staffed: true },
    { desk: '4', name: '4', staffed: false },
    { desk: '5', name: '5', staffed: true },
  ],
};

export const atDesk: DeskView = { ...free, next: null, current: serving, queue: queue.slice(1) };
export const nobody: DeskView = { ...free, next: null };

export const busy: DeskView = {
  ...atDesk,
  waiting: 23,
  longest_wait_since: at('09:01:00'),
  queue: [...queue.slice(1), queued(22, 'passport_help', givenWindow('10:50:00', '11:10:00'))],
  not_arrived: [
    {
      ticket: 'a4',
      number: 4,
      errand: 'restore_mitid',
      kept_place: true,
      earliest: at('10:45:00'),
      latest: at('11:05:00'),
    },
  ],
  parked: [
    aside(11, 'new_mitid', '09:50:00', { desk: '3' }),
    aside(12, 'passport_help', '10:05:00', { desk: '1' }),
  ],
  absent: [aside(9, 'digital_post', '10:10:00', { until: '10:40:00' })],
  help_asked_at: at('10:19:00'),
  next_booking: at('10:45:00'),
};

export const noHarm: Preview = { moves: [], broken: [], visits_ended: [], booking_gains_minutes: 0 };
const promised = (latest: string): PromisedWindow => ({ earliest: at('10:20:00'), latest: at(latest) });
export const harm: Preview = {
  ...noHarm,
  broken: [
    { ticket: 'a14', number: 14, promise: promised('10:55:00'), instead: promised('11:40:00') },
    { ticket: 'a18', number: 18, promise: promised('11:10:00'), instead: null },
  ],
};
