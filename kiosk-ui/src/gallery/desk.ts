// SPDX-License-Identifier: MPL-2.0
import { exampleBranding } from './branding';
import type {
  DeskView,
  DeskVisit,
  NextTicket,
  Preview,
  PromisedWindow,
  Reason,
  SetAside,
} from '../wire/wire';
import { givenWindow, passing, queue, queued, standsBy } from './deskQueue';
import { exampleTicket } from './exampleTicket';
import { noOwnWords, ownErrands, ownWords, withoutPhoto } from './officeWords';
import { deskRefused } from './refused';
import type { States } from './state';

const at = (time: string): string => `2026-11-23T${time}+01:00`;

const fits: Reason = { code: 'fits_before_booking', minutes: 45, booking: at('11:15:00') };
const longest: Reason = { code: 'waited_longest', minutes: 38 };
const risk: Reason = { code: 'promise_at_risk', latest: at('10:30:00') };

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

const called: DeskVisit = {
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

const serving: DeskVisit = {
  ...called,
  state: 'serving',
  called_at: at('10:00:00'),
  serving_since: at('10:02:00'),
};

const aside = (
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

const free: DeskView = {
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

const atDesk: DeskView = { ...free, next: null, current: serving, queue: queue.slice(1) };
const nobody: DeskView = { ...free, next: null };

const busy: DeskView = {
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

const noHarm: Preview = { moves: [], broken: [], visits_ended: [], booking_gains_minutes: 0 };
const promised = (latest: string): PromisedWindow => ({ earliest: at('10:20:00'), latest: at(latest) });
const harm: Preview = {
  ...noHarm,
  broken: [
    { ticket: 'a14', number: 14, promise: promised('10:55:00'), instead: promised('11:40:00') },
    { ticket: 'a18', number: 18, promise: promised('11:10:00'), instead: null },
  ],
};

export const states: States<DeskView> = {
  branded: { title: 'Kontorets logo og farve', view: free, branding: exampleBranding },
  usual: { title: 'Klar til at kalde', view: free },
  called: {
    title: 'Kaldt',
    view: {
      ...free,
      next: null,
      current: called,
      queue: queue.slice(1),
      undo: { number: 17, action: 'called', until: at('10:20:08') },
    },
  },
  recalled: {
    title: 'Kaldt igen, kan noteres som udeblevet',
    view: { ...free, next: null, current: { ...called, recalls: 2, recalls_left: 0 } },
  },
  inquiry: {
    title: 'Én, der kun spurgte, er talt med',
    view: { ...free, undo: { number: 16, action: 'done', until: at('10:20:06') } },
    props: { begin: { inquiry: true } },
  },
  serving: { title: 'Ved skranken', view: atDesk },
  outcome: { title: 'Afslut: vælg udfald', view: atDesk, props: { begin: { panel: 'outcome' } } },
  outcome_refused: {
    title: 'Afslut: afslag, og hvad der kan tilbydes',
    view: atDesk,
    props: { begin: { panel: 'outcome', chosen: 'refused_cannot_handle_alone' } },
  },
  menu: {
    title: 'Flere trin, udeblevet endnu ikke muligt',
    view: { ...free, next: null, current: called },
    props: { begin: { panel: 'menu' } },
  },
  transfer: { title: 'Flyt', view: atDesk, props: { begin: { panel: 'transfer' } } },
  done: {
    title: 'Afsluttet, kan fortrydes',
    view: { ...free, undo: { number: 16, action: 'done', until: at('10:20:06') } },
  },
  busy: { title: 'Travlt: hjælp, parkerede, aftalen er tæt på', view: busy },
  over_time: {
    title: 'Over tiden',
    view: { ...atDesk, current: { ...serving, serving_since: at('09:25:00') }, next_booking: at('10:25:00') },
  },
  empty: {
    title: 'Ingen venter',
    view: {
      ...nobody,
      waiting: 0,
      longest_wait_since: null,
      queue: [],
      next_booking: null,
      nobody: [{ code: 'nobody_waits' }],
    },
  },
  nobody_fits: {
    title: 'Ingen passer før aftalen',
    view: {
      ...nobody,
      next_booking: at('10:40:00'),
      nobody: [
        { code: 'needs_more_time', number: 17, minutes: 45, available_minutes: 20 },
        { code: 'needs_other_desk', number: 19, feature: 'step_free' },
        { code: 'waits_for_other_desk', number: 20, desk: '2' },
      ],
      parked: [aside(12, 'passport_help', '10:05:00', { desk: '1' })],
    },
  },
  booked: {
    title: 'En aftale er i gang',
    view: {
      ...nobody,
      booked_from: at('10:00:00'),
      booked_until: at('10:45:00'),
      next_booking: at('11:15:00'),
    },
  },
  closed: { title: 'Skranken er ikke åbnet', view: { ...nobody, staffed: false, waiting: 2 } },
  refused: {
    title: 'Serveren sagde nej',
    view: free,
    props: {
      begin: {
        refusal: {
          code: 'would_delay_booking',
          text: 'Så bliver den næste aftale forsinket. Kald efter aftalen.',
          why: '',
        },
      },
    },
  },
  reason: {
    title: 'Flytningen bryder et løfte og kræver en grund',
    view: atDesk,
    props: {
      begin: {
        panel: 'reason',
        refusal: {
          code: 'would_break_promise',
          text: 'Så bliver et løfte brudt.',
          why: 'Det ville bryde løftet til nummer 14: senest kl. 10.45.',
        },
      },
    },
  },
  found: {
    title: 'Et nummer er fundet',
    view: atDesk,
    props: {
      begin: { search: { sought: 8, found: [queued(8, 'address', { state: 'serving', desk: '2' })] } },
    },
  },
  found_standing_by: {
    title: 'Et nummer på ventelisten kan få en tid en anden dag',
    view: atDesk,
    props: { begin: { search: { sought: 24, found: [standsBy] } } },
  },
  not_found: {
    title: 'Nummeret findes ikke',
    view: free,
    props: { begin: { search: { sought: 99, found: [] } } },
  },
  call_passes: {
    title: 'Kald et andet nummer: hvem det går forbi',
    view: free,
    props: { begin: { panel: 'call', ahead: { ticket: 'a21', number: 21, preview: passing } } },
  },
  call_breaks: {
    title: 'Kald et andet nummer: et løfte står ved magt',
    view: free,
    props: {
      begin: {
        refusal: {
          code: 'would_break_promise',
          text: 'Så bliver et løfte brudt.',
          why: 'Det ville bryde løftet til nummer 17: senest kl. 10.30.',
        },
      },
    },
  },
  give: {
    title: 'Giv et nummer',
    view: free,
    props: { begin: { panel: 'give', give: { errand: 'new_mitid' } } },
  },
  give_full: {
    title: 'Giv et nummer: ingen ledig tid',
    view: free,
    props: {
      begin: {
        panel: 'give',
        give: {
          errand: 'new_mitid',
          offers: [
            {
              kind: 'later_today',
              placement: { desk: '3', start: at('14:00:00'), end: at('14:45:00') },
              latest: at('14:20:00'),
            },
            { kind: 'standby' },
          ],
        },
      },
    },
  },
  given: {
    title: 'Nummeret er givet',
    view: atDesk,
    props: { begin: { panel: 'give', give: { given: exampleTicket } } },
  },
  stale: { title: 'Uden forbindelse', view: atDesk, status: 'stale', staleSince: Date.parse(at('10:19:48')) },
  long_words: {
    title: 'Lange ord og kontorets egne',
    view: {
      ...busy,
      desk_name: 'Stillerummet',
      office: 'Borgerservice og Bibliotek i Den Gamle Rådhushal (demo)',
      current: {
        ...serving,
        number: 1204,
        errand: 'own_errand_residence',
        needs: ['step_free', 'quiet_room', 'interpreter'],
        language: 'ar',
        recalls: 1,
        reasons: [fits, { code: 'waits_for_other_desk', number: 20, desk: 'own_desk_quiet' }, longest],
        briefing: [
          ...withoutPhoto,
          { da: 'Husk at scanne dokumenterne ind i fagsystemet, før borgeren går.' },
          'own_line_forgotten',
        ],
      },
      parked: [aside(11, 'own_errand_wedding', '09:50:00'), aside(12, 'own_errand_forgotten', '10:05:00')],
      words: ownWords,
    },
  },
  own_outcomes: {
    title: 'Afslut: kontorets egne udfald',
    view: {
      ...atDesk,
      outcomes: [
        'mitid_issued',
        ...Object.keys(ownWords.outcomes),
        'own_outcome_forgotten',
        'new_time_given',
      ],
      words: ownWords,
    },
    props: { begin: { panel: 'outcome', chosen: 'own_outcome_sent_on' } },
  },
  own_transfer: {
    title: 'Flyt: kontorets egne ærinder',
    view: { ...atDesk, errands: [...free.errands, ...ownErrands], words: ownWords },
    props: { begin: { panel: 'transfer' } },
  },
  pause: {
    title: 'Pause: ingen løfter brydes',
    view: free,
    props: { begin: { panel: 'pause', minutes: 15, harm: noHarm } },
  },
  pause_harms: {
    title: 'Pause: løfter brydes',
    view: free,
    props: { begin: { panel: 'pause', minutes: 45, harm } },
  },
  leave_harms: {
    title: 'Forlad skranken: løfter brydes',
    view: free,
    props: { begin: { panel: 'leave', harm } },
  },
  away: {
    title: 'Holder pause',
    view: { ...free, away: { absence: 'a1', start: at('10:15:00'), end: at('10:30:00') } },
  },
  away_later: {
    title: 'Væk senere i dag',
    view: { ...free, away: { absence: 'a1', start: at('11:30:00'), end: at('12:00:00') } },
  },
  ...deskRefused(free),
};
