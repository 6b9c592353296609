// SPDX-License-Identifier: MPL-2.0
import { ownWords } from './officeWords';
import type {
  DeskDay,
  DeskNow,
  GapRow,
  PlacementRow,
  QueuedTicket,
  SupervisorView,
  WaitingRow,
} from '../wire/wire';

/** Canned days of the supervisor's screen. */

export const at = (hours: number, minutes = 0): number => hours * 60 + minutes;
export const stamp = (clock: string): string => `2026-03-03T${clock}:00+01:00`;

const gap = (id: string, start: number, end: number, more: Partial<GapRow> = {}): GapRow => ({
  id,
  start,
  end,
  hold: 'soft',
  origin: 'plan',
  state: 'open',
  empty: null,
  ...more,
});
const place = (number: number, start: number, minutes: number, latest = start + 20): PlacementRow => ({
  ticket: `t${number}`,
  number,
  start,
  end: start + minutes,
  latest,
  kept_place: false,
  arrived: true,
});
const now = (state: DeskNow['state'], more: Partial<DeskNow> = {}): DeskNow => ({
  state,
  since: null,
  until: null,
  absence: null,
  forgotten: false,
  ...more,
});
const waits = (number: number, errand: string, more: Partial<WaitingRow> = {}): WaitingRow => ({
  ticket: `t${number}`,
  number,
  errand,
  window: null,
  harm: null,
  since: at(9, 51),
  kept_place: false,
  arrived: true,
  raised: false,
  ...more,
});
const desk = (name: string, more: Partial<DeskDay> = {}): DeskDay => ({
  desk: name,
  name,
  features: [],
  staffed: true,
  now: now('free', { since: at(10, 5) }),
  booked: [],
  gaps: [],
  placements: [],
  serving: null,
  holds: [],
  absences: [],
  ...more,
});

export const empty: SupervisorView = {
  office: 'Borgerservice Midtby (demo)',
  now: stamp('08:52'),
  date: '2026-03-03',
  day_start: '2026-03-03T00:00:00+01:00',
  day_minutes: 1440,
  hours: [at(9), at(16)],
  desks: ['1', '2', '3', '4', '5'].map((name) => desk(name, { staffed: false, now: now('not_open') })),
  figures: {
    waiting: 0,
    not_arrived: 0,
    standby: 0,
    parked: 0,
    absent: 0,
    served: 0,
    longest_wait_since: null,
    promises_given: 0,
    promises_kept: 0,
    promises_broken: 0,
    gap_minutes_left: 0,
    gap_minutes_used: 0,
    gap_minutes_released: 0,
    promises_at_risk: 0,
  },
  waiting: [],
  outcomes: [
    'mitid_issued',
    'mitid_restored',
    'documents_missing',
    'control_questions_failed',
    'refused_identity_uncertain',
    'other_errand_done',
    'new_time_given',
  ],
  advice: null,
  policy: {
    ordinary_rate: 1,
    raised_rate: 2,
    promise_minutes: 20,
    longest_wait_minutes: 90,
    release_minutes: 30,
    lend_freed: true,
    recalls_before_absent: 2,
    absence_grace_minutes: 15,
    undo_seconds: 10,
    overrun_minutes: 5,
    slack_minutes: 5,
    plan_with_learned: false,
  },
  help_asked_at: null,
  day_notice: null,
  reviews_due: 0,
  diary: null,
  windows: { visits: 12, needed: 30, aim: 80, told: 0, held: null, minutes: null },
  words: ownWords,
};

const bookings = (...starts: [number, number, number?][]): [number, number][] =>
  starts.map(([hour, minute, length = 20]) => [at(hour, minute), at(hour, minute) + length]);

export const usual: SupervisorView = {
  ...empty,
  now: stamp('10:22'),
  desks: [
    desk('1', {
      features: ['step_free'],
      now: now('booked', { since: at(10, 20), until: at(10, 40) }),
      booked: bookings(
        [9, 0],
        [9, 20],
        [9, 40],
        [10, 0],
        [10, 20],
        [11, 40],
        [12, 0],
        [13, 0],
        [13, 20],
        [14, 0, 40],
      ),
      gaps: [
        gap('g1', at(10, 45), at(11, 30), { hold: 'hard' }),
        gap('g9', at(15), at(15, 45), { empty: { code: 'nobody_needs_it' } }),
      ],
      placements: [place(14, at(10, 45), 15), { ...place(3, at(11), 25), kept_place: true, arrived: false }],
    }),
    desk('2', {
      now: now('serving', { since: at(10, 15) }),
      booked: bookings([9, 30], [9, 50], [11, 0], [11, 20], [11, 40], [13, 0, 60]),
      gaps: [
        gap('g2', at(10, 15), at(11)),
        gap('g3', at(9), at(9, 30), { state: 'used' }),
        gap('g10', at(14, 15), at(15)),
      ],
      placements: [place(15, at(10, 40), 15)],
      serving: { ticket: 't12', number: 12, start: at(10, 15), expected_end: at(10, 35) },
    }),
    desk('3', {
      features: ['without_photo', 'quiet_room'],
      now: now('serving', { since: at(10, 1) }),
      booked: bookings([9, 0, 40], [9, 40], [11, 15], [11, 40], [12, 30, 60], [14, 0, 30]),
      gaps: [
        gap('g4', at(10), at(11), { hold: 'hard' }),
        gap('g5', at(13, 30), at(14), {
          origin: 'freed_booking',
          empty: { code: 'nobody_fits_it', minutes: 35 },
        }),
      ],
      placements: [place(16, at(10, 35), 25)],
      serving: { ticket: 't11', number: 11, start: at(10, 1), expected_end: at(10, 31) },
    }),
    desk('4', {
      absences: [[at(11, 15), at(12)]],
      booked: bookings([9, 0], [9, 20], [10, 0], [10, 20], [10, 40], [12, 0], [12, 20], [13, 0]),
      gaps: [
        gap('g6', at(9, 40), at(10), {
          state: 'released',
          empty: { code: 'released_to_booking', at: stamp('09:10') },
        }),
        gap('g7', at(11), at(11, 45), {
          origin: 'supervisor',
          empty: { code: 'will_be_released', at: stamp('10:30') },
        }),
      ],
    }),
    desk('5', {
      staffed: false,
      now: now('not_open'),
      booked: bookings([12, 0], [12, 20], [13, 0], [13, 20]),
      gaps: [
        gap('g8', at(9), at(10), { state: 'unused' }),
        gap('g11', at(14), at(15), { empty: { code: 'desk_not_staffed', desk: '5' } }),
      ],
    }),
  ],
  figures: {
    ...empty.figures,
    waiting: 5,
    standby: 1,
    served: 10,
    longest_wait_since: stamp('09:51'),
    promises_given: 13,
    promises_kept: 10,
    gap_minutes_left: 175,
    gap_minutes_used: 95,
    gap_minutes_released: 20,
  },
  waiting: [
    waits(16, 'new_mitid', { window: [at(10, 35), at(10, 55)] }),
    waits(15, 'digital_post', { window: [at(10, 40), at(11)] }),
    waits(14, 'address', { window: [at(10, 45), at(11, 5)], raised: true }),
    waits(3, 'restore_mitid', { window: [at(11), at(11, 20)], kept_place: true, arrived: false }),
    waits(17, 'passport_help'),
  ],
  advice: { code: 'people_stand_by', count: 1 },
  windows: { visits: 214, needed: 30, aim: 80, told: 184, held: 81, minutes: 19 },
  words: ownWords,
};

export const crowded: SupervisorView = {
  ...usual,
  desks: Array.from({ length: 9 }, (_, index) => {
    const first = 100 + index * 8;
    const start = at(10, 25) + (index % 3) * 5;
    return desk(String(index + 1), {
      now: now(index === 7 ? 'called' : 'serving', {
        since: at(index === 3 ? 9 : 10, 2),
        forgotten: index === 3,
      }),
      booked: bookings(
        [9, 0],
        [9, 20],
        [9, 40],
        [12, 0],
        [12, 20],
        [12, 40],
        [13, 0],
        [13, 20],
        [15, 0],
        [15, 20],
        [15, 40],
      ),
      gaps: [
        gap(`g${index}`, at(10), at(12), { hold: index % 2 ? 'soft' : 'hard' }),
        gap(`h${index}`, at(13, 45), at(15)),
      ],
      placements: [0, 1, 2, 3, 4, 5].map((nth) =>
        place(
          first + nth,
          start + nth * 15,
          nth === 2 ? 10 : 15,
          nth === 5 && index === 4 ? start + 70 : start + nth * 15 + 20,
        ),
      ),
      serving: {
        ticket: `s${index}`,
        number: 90 + index,
        start: at(index === 3 ? 9 : 10, 2),
        expected_end: index === 3 ? at(9, 22) : at(10, index === 2 ? 18 : 25),
      },
    });
  }),
  figures: {
    ...usual.figures,
    waiting: 54,
    standby: 12,
    longest_wait_since: stamp('08:58'),
    promises_given: 112,
    promises_kept: 57,
    promises_broken: 2,
    promises_at_risk: 1,
    gap_minutes_left: 1125,
  },
  waiting: [
    waits(137, 'new_mitid', { window: [at(11, 10), at(11, 30)], harm: 'at_risk' }),
    ...[100, 108, 116, 124, 132].map((number, nth) =>
      waits(number, nth % 2 ? 'digital_post' : 'new_mitid', {
        window: [at(10, 25) + nth * 5, at(10, 45) + nth * 5],
        harm: nth === 3 ? 'broken' : null,
      }),
    ),
    waits(148, 'restore_mitid', { window: [at(11), at(11, 20)], kept_place: true, arrived: false }),
    waits(151, 'new_mitid', { since: at(8, 58) }),
  ],
  advice: { code: 'promise_in_danger', number: 137, latest: stamp('11:30') },
  help_asked_at: stamp('10:19'),
};
/** Three in the morning does not exist on this day, or comes twice; offices that open early see it. */
export const clockChange = (date: string, offset: string, minutes: number): SupervisorView => ({
  ...empty,
  now: new Date(Date.parse(`${date}T00:00:00${offset}`) + at(4, 20) * 60_000).toISOString(),
  date,
  day_start: `${date}T00:00:00${offset}`,
  day_minutes: minutes,
  hours: [0, at(8)],
  desks: ['1', '2'].map((name, index) =>
    desk(name, {
      booked: [[at(1), at(1, 40)]],
      gaps: [gap(`g${index}`, at(5), at(6, 30), { empty: { code: 'nobody_waits' } })],
    }),
  ),
});

/** A desk in each state. */
export const deskStates: SupervisorView = {
  ...usual,
  desks: usual.desks.map((each, index) => {
    if (index === 0) return { ...each, now: now('free', { since: at(10, 5) }), booked: [] };
    if (index === 1) return { ...each, now: now('called', { since: at(10, 21) }) };
    if (index === 2)
      return {
        ...each,
        now: now('serving', { since: at(9, 12), forgotten: true }),
        serving: { ticket: 't11', number: 11, start: at(9, 12), expected_end: at(9, 32) },
      };
    if (index === 3)
      return { ...each, now: now('away', { since: at(10), until: at(10, 45), absence: 'a1' }) };
    return each;
  }),
};

export const found: QueuedTicket[] = [
  {
    ticket: 't12',
    number: 12,
    state: 'serving',
    errand: 'new_mitid',
    needs: [],
    language: 'da',
    kept_place: false,
    raised: false,
    kept_for: null,
    earliest: null,
    latest: null,
    desk: '2',
    next_day: null,
  },
];
