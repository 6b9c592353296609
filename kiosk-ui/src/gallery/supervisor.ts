import { Problem } from '../lib/problem';
import type { Actions, Draft, LedgerEvent, PlanLine, Preview } from '../screens/supervisor/types';
import type { DeskDay, GapRow, PlacementRow, SupervisorView, Trials } from '../wire/wire';
import type { States } from './state';
import { cannedAdvice } from './advice';
import { inASilence } from './holds';

const at = (hours: number, minutes = 0): number => hours * 60 + minutes;
const stamp = (clock: string): string => `2026-03-03T${clock}:00+01:00`;

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
});
const desk = (name: string, more: Partial<DeskDay> = {}): DeskDay => ({
  desk: name,
  name,
  features: [],
  staffed: true,
  booked: [],
  gaps: [],
  placements: [],
  serving: null,
  holds: [],
  ...more,
});

const empty: SupervisorView = {
  office: 'Borgerservice Midtby (demo)',
  now: stamp('08:52'),
  date: '2026-03-03',
  day_start: '2026-03-03T00:00:00+01:00',
  day_minutes: 1440,
  hours: [at(9), at(16)],
  desks: ['1', '2', '3', '4', '5'].map((name) => desk(name, { staffed: false })),
  figures: {
    waiting: 0,
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
  } as SupervisorView['policy'],
  help_asked_at: null,
  reviews_due: 0,
  diary: null,
  windows: { visits: 12, needed: 30, aim: 80, told: 0, held: null, minutes: null },
};

const bookings = (...starts: [number, number, number?][]): [number, number][] =>
  starts.map(([hour, minute, length = 20]) => [at(hour, minute), at(hour, minute) + length]);

const usual: SupervisorView = {
  ...empty,
  now: stamp('10:22'),
  desks: [
    desk('1', {
      features: ['step_free'],
      booked: bookings([9, 0], [9, 20], [9, 40], [10, 0], [10, 20], [11, 40], [12, 0], [13, 0], [13, 20], [14, 0, 40]),
      gaps: [gap('g1', at(10, 45), at(11, 30), { hold: 'hard' }), gap('g9', at(15), at(15, 45), { empty: { code: 'nobody_needs_it' } })],
      placements: [place(14, at(10, 45), 15), place(17, at(11), 25)],
    }),
    desk('2', {
      booked: bookings([9, 30], [9, 50], [11, 0], [11, 20], [11, 40], [13, 0, 60]),
      gaps: [gap('g2', at(10, 15), at(11)), gap('g3', at(9), at(9, 30), { state: 'used' }), gap('g10', at(14, 15), at(15))],
      placements: [place(15, at(10, 40), 15)],
      serving: { ticket: 't12', number: 12, start: at(10, 15), expected_end: at(10, 35) },
    }),
    desk('3', {
      features: ['without_photo', 'quiet_room'],
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
      booked: bookings([9, 0], [9, 20], [10, 0], [10, 20], [10, 40], [12, 0], [12, 20], [13, 0]),
      gaps: [
        gap('g6', at(9, 40), at(10), { state: 'released', empty: { code: 'released_to_booking', at: stamp('09:10') } }),
        gap('g7', at(11), at(11, 45), { origin: 'supervisor', empty: { code: 'will_be_released', at: stamp('10:30') } }),
      ],
    }),
    desk('5', {
      staffed: false,
      booked: bookings([12, 0], [12, 20], [13, 0], [13, 20]),
      gaps: [gap('g8', at(9), at(10), { state: 'unused' }), gap('g11', at(14), at(15), { empty: { code: 'desk_not_staffed', desk: '5' } })],
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
  advice: { code: 'people_stand_by', count: 1 },
  windows: { visits: 214, needed: 30, aim: 80, told: 184, held: 81, minutes: 19 },
};

const silent = inASilence(usual);

const crowded: SupervisorView = {
  ...usual,
  desks: Array.from({ length: 9 }, (_, index) => {
    const first = 100 + index * 8;
    const start = at(10, 25) + (index % 3) * 5;
    return desk(String(index + 1), {
      booked: bookings([9, 0], [9, 20], [9, 40], [12, 0], [12, 20], [12, 40], [13, 0], [13, 20], [15, 0], [15, 20], [15, 40]),
      gaps: [gap(`g${index}`, at(10), at(12), { hold: index % 2 ? 'soft' : 'hard' }), gap(`h${index}`, at(13, 45), at(15))],
      placements: [0, 1, 2, 3, 4, 5].map((nth) =>
        place(first + nth, start + nth * 15, nth === 2 ? 10 : 15, nth === 5 && index === 4 ? start + 70 : start + nth * 15 + 20),
      ),
      serving: { ticket: `s${index}`, number: 90 + index, start: at(10, 2), expected_end: index === 2 ? at(10, 18) : at(10, 25) },
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
  advice: { code: 'promise_in_danger', number: 137, latest: stamp('11:30') },
  help_asked_at: stamp('10:19'),
};

const plan: PlanLine[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].flatMap((weekday, index): PlanLine[] => [
  { weekday, desk: '1', start: '10:45', end: '11:30', hold: 'hard' },
  { weekday, desk: '3', start: '10:00', end: '11:00', hold: index % 2 ? 'soft' : 'hard' },
  { weekday, desk: '2', start: index === 3 ? '16:00' : '14:15', end: index === 3 ? '17:00' : '15:00', hold: 'soft' },
]);

const slot = (name: string, start: string, end: string) => ({ desk: name, start: stamp(start), end: stamp(end) });

const calm: Preview = {
  moves: [
    { ticket: 't17', number: 17, from: slot('1', '11:00', '11:25'), to: slot('4', '11:10', '11:35') },
    { ticket: 't18', number: 18, from: null, to: slot('1', '11:00', '11:20') },
  ],
  broken: [],
  booking_gains_minutes: -15,
};
const breaking: Preview = {
  moves: [{ ticket: 't14', number: 14, from: slot('1', '10:45', '11:00'), to: slot('2', '14:15', '14:30') }],
  broken: [
    {
      ticket: 't14',
      number: 14,
      promise: { earliest: stamp('10:45'), latest: stamp('11:05') },
      instead: { earliest: stamp('14:15'), latest: stamp('14:35') },
    },
    { ticket: 't17', number: 17, promise: { earliest: stamp('11:00'), latest: stamp('11:20') }, instead: null },
  ],
  booking_gains_minutes: 45,
};

const unix = (clock: string): number => Date.parse(stamp(clock)) / 1000;
const event = (seq: number, clock: string, actor: string, kind: string, members: object): LedgerEvent => ({
  seq,
  at: stamp(clock),
  actor,
  kind,
  ...members,
});
const times = (start: string, end: string) => ({ start: unix(start), end: unix(end) });

const ledger: LedgerEvent[] = [
  event(1, '07:00', 'system', 'day_started', { tickets: [], gaps: [] }),
  event(2, '07:00', 'system', 'gap_opened', {
    gap: { id: 'g4', desk: '3', ...times('10:00', '10:45'), hold: 'soft', origin: 'plan' },
  }),
  event(3, '08:55', 'clerk', 'desk_opened', { desk: '3' }),
  event(4, '09:20', 'kiosk', 'ticket_checked_in', { id: 't14', number: 14 }),
  event(5, '09:31', 'supervisor', 'gap_changed', {
    gap: 'g4',
    desk: '3',
    time: times('10:00', '11:00'),
    hold: 'hard',
    note: 'To uden pas er på vej fra Center for Mestring.',
  }),
  event(6, '09:48', 'supervisor', 'policy_changed', {
    from: { ...usual.policy, promise_minutes: 15, lend_freed: false },
    policy: usual.policy, note: null,
  }),
  event(7, '09:55', 'system', 'promise_broken', {
    ticket: 't14',
    broken: { earliest: unix('09:40'), latest: unix('09:55') },
    cause: 'overrun',
    promise: { earliest: unix('10:45'), latest: unix('11:05') },
  }),
  event(8, '10:02', 'supervisor', 'plan_changed', { plan }),
  event(9, '10:10', 'supervisor', 'gap_opened', {
    gap: { id: 'g7', desk: '4', ...times('11:00', '11:45'), hold: 'soft', origin: 'supervisor' },
    note: 'Mange på venteliste.',
  }),
  event(10, '10:12', 'clerk', 'desk_left', { desk: '5' }),
];

const running: Trials = {
  today: '2026-03-03',
  trials: [
    {
      id: 1,
      hypothesis: 'Flere får MitID samme dag, når formiddagen holdes fri.',
      owner: 'Center for Mestring',
      change: 'To timer holdt fri hver formiddag',
      told_afterwards: null,
      first_day: '2025-09-01',
      last_day: '2025-12-31',
      targets: [{ measure: 'mitid_share', value: 0.8 }],
      reviews: [],
      reviewed: [{ on: '2025-10-06', note: null }],
      review_due: null,
      decision: 'adjust',
      decided_on: '2025-12-31',
      reason: 'Tiden om morgenen blev ikke brugt.',
    },
    {
      id: 2,
      hypothesis: 'Ventetiden falder, når tiden lægges senere på formiddagen.',
      owner: 'Borgerservice',
      change: 'Friholdt tid kl. 10 til 12 i stedet for kl. 8 til 10',
      told_afterwards: '2026-01-14',
      first_day: '2026-01-12',
      last_day: null,
      targets: [
        { measure: 'wait_minutes', value: 20 },
        { measure: 'bookings_touched_share', value: 0.02 },
      ],
      reviews: ['2026-03-02', '2026-04-06'],
      reviewed: [],
      review_due: '2026-03-02',
      decision: null,
      decided_on: null,
      reason: null,
    },
  ],
  baseline: {
    from: '2025-01-01',
    to: '2025-08-31',
    companion_hours: { low: 10, high: 12, n: null },
    booked_delay_minutes: null,
    cost_dkk: { low: 100_000, high: 100_000, n: null },
    hours_per_fte: null,
    certificate_fee_dkk: null,
    source: 'Skøn fra Center for Mestring',
  },
};

/** An office that answers what a state needs, and does what it is told without a trace. */
const office = (more: Partial<Actions> = {}): Actions => ({
  previewGap: () => Promise.resolve(calm),
  doGap: () => Promise.resolve(),
  plan: () => Promise.resolve(plan),
  previewPlan: () => Promise.resolve(calm),
  setPlan: () => Promise.resolve(),
  previewPolicy: () => Promise.resolve(calm),
  setPolicy: () => Promise.resolve(),
  advice: () => Promise.resolve(cannedAdvice),
  adviceProgress: () => Promise.resolve(40),
  events: (after) => Promise.resolve(ledger.filter(({ seq }) => seq > after)),
  trials: () => Promise.resolve(running),
  planTrial: () => Promise.resolve(running),
  reviewTrial: () => Promise.resolve(running),
  decideTrial: () => Promise.resolve(running),
  tellBaseline: () => Promise.resolve(running),
  ...more,
});

const g1 = { place: { desk: '1', start: at(10, 45), end: at(11, 30) }, hold: 'hard' as const };
const selected: Draft = { kind: 'change', gap: 'g1', ...g1, was: g1 };
const shortened: Draft = { ...selected, place: { ...g1.place, end: at(11, 15) } };
const moved: Draft = { ...selected, place: { desk: '4', start: at(13, 30), end: at(14, 15) } };
const opened: Draft = { kind: 'open', place: { desk: '5', start: at(10, 30), end: at(11, 15) }, hold: 'soft' };

const with_ = (props: Record<string, unknown> = {}, actions: Partial<Actions> = {}): { props: Record<string, unknown> } => ({
  props: { ...props, actions: office(actions) },
});
const no = (code: string, status = 409) => () => Promise.reject(new Problem(status, { code }));

/** Three in the morning does not exist on this day, or comes twice; offices that open early see it. */
const clockChange = (date: string, offset: string, minutes: number): SupervisorView => ({
  ...empty,
  now: new Date(Date.parse(`${date}T00:00:00${offset}`) + at(4, 20) * 60_000).toISOString(),
  date,
  day_start: `${date}T00:00:00${offset}`,
  day_minutes: minutes,
  hours: [0, at(8)],
  desks: ['1', '2'].map((name, index) =>
    desk(name, { booked: [[at(1), at(1, 40)]], gaps: [gap(`g${index}`, at(5), at(6, 30), { empty: { code: 'nobody_waits' } })] }),
  ),
});

export const states: States<SupervisorView> = {
  empty: { title: 'Morgen, intet endnu', view: empty, ...with_() },
  usual: { title: 'Formiddag', view: usual, ...with_() },
  silent: { title: 'Tidsbestillingen svarer ikke', view: silent, ...with_() },
  crowded: { title: 'Travl dag, mange skranker, hjælp ønskes', view: crowded, ...with_() },
  selected: { title: 'En friholdt tid valgt', view: usual, ...with_({ draft: selected }) },
  opening: { title: 'Ny friholdt tid, virkning vist', view: usual, ...with_({ draft: opened }) },
  shortening: { title: 'Tid afkortet, virkning vist', view: usual, ...with_({ draft: shortened }) },
  breaking: {
    title: 'Flytning, der bryder løfter',
    view: usual,
    ...with_({ draft: moved }, { previewGap: () => Promise.resolve(breaking) }),
  },
  refused: { title: 'Afslag: der ligger en aftale', view: usual, ...with_({ draft: moved }, { previewGap: no('overlaps_booking') }) },
  unreachable: { title: 'Serveren svarede ikke', view: usual, ...with_({ draft: moved }, { previewGap: no('unreachable', 0) }) },
  table: { title: 'Dagen som tabel', view: usual, ...with_({ asTable: true }) },
  stale: { title: 'Forbindelsen er væk', view: usual, status: 'stale', staleSince: Date.parse(stamp('10:20')), ...with_() },
  closed: { title: 'Lukket dag', view: { ...empty, hours: null }, ...with_() },
  plan: { title: 'Ugeplan', view: usual, ...with_({ page: 'plan' }) },
  planEmpty: { title: 'Ugeplan uden linjer', view: empty, ...with_({ page: 'plan' }, { plan: () => Promise.resolve([]) }) },
  advice: { title: 'Råd om friholdt tid', view: usual, ...with_({ page: 'advice' }) },
  adviceTooLittle: {
    title: 'Råd: for få data',
    view: usual,
    ...with_({ page: 'advice' }, { advice: () => Promise.resolve({ kind: 'too_little', seen: 4, needed: 10 }) }),
  },
  policy: { title: 'Regler', view: usual, ...with_({ page: 'policy' }) },
  trials: { title: 'Prøvehandlinger, en opfølgning mangler', view: { ...usual, reviews_due: 1 }, ...with_({ page: 'trials' }) },
  trialsNone: {
    title: 'Ingen prøvehandlinger endnu',
    view: usual,
    ...with_({ page: 'trials' }, { trials: () => Promise.resolve({ ...running, trials: [], baseline: null }) }),
  },
  events: { title: 'Hændelser', view: usual, ...with_({ page: 'events' }) },
  eventsFailing: { title: 'Hændelser kan ikke hentes', view: usual, ...with_({ page: 'events' }, { events: no('unreachable', 0) }) },
  spring: { title: 'Dag med 23 timer', view: clockChange('2026-03-29', '+01:00', 1380), ...with_() },
  autumn: { title: 'Dag med 25 timer', view: clockChange('2026-10-25', '+02:00', 1500), ...with_() },
  long: {
    title: 'Lange ord',
    view: {
      ...usual,
      office: 'Borgerservice og Biblioteker, Jobcenter og Ydelsescenter Midtby Hovedbygning (demo)',
      desks: usual.desks.map((each) => ({ ...each, name: `${each.name} Ydelsesvejledning` })),
      figures: { ...usual.figures, waiting: 128, gap_minutes_left: 12_345, promises_given: 1204, promises_kept: 1187 },
    },
    ...with_({ draft: shortened }),
  },
};
