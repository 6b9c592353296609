// SPDX-License-Identifier: MPL-2.0
import { mitidDown } from './dayNotice';
import type { Actions } from '../screens/supervisor/types';
import {
  type CheckInDevice,
  type Closures,
  type Device,
  type LedgerEvent,
  type PlanLine,
  type Preview,
  type Trials,
  type VoidedTickets,
  weekdays,
} from '../wire/wire';
import { cannedAdvice } from './advice';
import { ledgerEvent } from './ledgerEvent';
import { stamp, usual } from './supervisorDay';

const plan: PlanLine[] = weekdays.slice(0, 5).flatMap((weekday, index): PlanLine[] => [
  { weekday, desk: '1', start: '10:45', end: '11:30', hold: 'hard' },
  { weekday, desk: '3', start: '10:00', end: '11:00', hold: index % 2 ? 'soft' : 'hard' },
  {
    weekday,
    desk: '2',
    start: index === 3 ? '16:00' : '14:15',
    end: index === 3 ? '17:00' : '15:00',
    hold: 'soft',
  },
]);

const slot = (name: string, start: string, end: string) => ({
  desk: name,
  start: stamp(start),
  end: stamp(end),
});

const calm: Preview = {
  moves: [
    { ticket: 't17', number: 17, from: slot('1', '11:00', '11:25'), to: slot('4', '11:10', '11:35') },
    { ticket: 't18', number: 18, from: null, to: slot('1', '11:00', '11:20') },
  ],
  broken: [],
  visits_ended: [],
  booking_gains_minutes: -15,
};
export const breaking: Preview = {
  moves: [{ ticket: 't14', number: 14, from: slot('1', '10:45', '11:00'), to: slot('2', '14:15', '14:30') }],
  broken: [
    {
      ticket: 't14',
      number: 14,
      promise: { earliest: stamp('10:45'), latest: stamp('11:05') },
      instead: { earliest: stamp('14:15'), latest: stamp('14:35') },
    },
    {
      ticket: 't17',
      number: 17,
      promise: { earliest: stamp('11:00'), latest: stamp('11:20') },
      instead: null,
    },
  ],
  visits_ended: [],
  booking_gains_minutes: 45,
};

/** Raised: who stands by is passed, and one moves within the promise. */
export const passing: Preview = {
  moves: [
    { ticket: 't16', number: 16, from: slot('3', '10:35', '10:55'), to: slot('2', '10:30', '10:50') },
    { ticket: 't15', number: 15, from: slot('2', '10:40', '10:55'), to: slot('2', '10:50', '11:05') },
  ],
  broken: [],
  visits_ended: [],
  booking_gains_minutes: 0,
  passed: [17],
};

/** A place kept for tomorrow, on which the office will be closed. */
export const breakingTomorrow: Preview = {
  moves: [],
  broken: [
    {
      ticket: 't9',
      number: 9,
      promise: { earliest: '2026-03-04T09:00:00+01:00', latest: '2026-03-04T09:20:00+01:00' },
      instead: { earliest: '2026-03-05T09:00:00+01:00', latest: '2026-03-05T09:20:00+01:00' },
    },
  ],
  visits_ended: [],
  booking_gains_minutes: 0,
};

/** Today is closed while people wait. */
export const closingToday: Preview = {
  ...breaking,
  moves: [],
  booking_gains_minutes: 0,
  visits_ended: [14, 17, 18, 19, 21].map((number) => ({ ticket: `t${number}`, number })),
};

const times = (start: string, end: string) => ({ start: stamp(start), end: stamp(end) });

const ledger: LedgerEvent[] = [
  ledgerEvent(1, stamp('07:00'), 'system', 'day_started', { tickets: [], gaps: [] }),
  ledgerEvent(2, stamp('07:00'), 'system', 'gap_opened', {
    gap: { id: 'g4', desk: '3', ...times('10:00', '10:45'), hold: 'soft', origin: 'plan' },
  }),
  ledgerEvent(3, stamp('08:55'), 'clerk', 'desk_opened', { desk: '3' }),
  ledgerEvent(4, stamp('09:20'), 'kiosk', 'ticket_checked_in', { id: 't14', number: 14 }),
  ledgerEvent(5, stamp('09:31'), 'supervisor', 'gap_changed', {
    gap: 'g4',
    desk: '3',
    time: times('10:00', '11:00'),
    hold: 'hard',
    note: 'To uden pas er på vej fra Center for Mestring.',
  }),
  ledgerEvent(6, stamp('09:48'), 'supervisor', 'policy_changed', {
    from: { ...usual.policy, promise_minutes: 15, lend_freed: false },
    policy: usual.policy,
  }),
  ledgerEvent(7, stamp('09:55'), 'system', 'promise_broken', {
    ticket: 't14',
    broken: { earliest: stamp('09:40'), latest: stamp('09:55') },
    cause: 'overrun',
    promise: { earliest: stamp('10:45'), latest: stamp('11:05') },
  }),
  ledgerEvent(8, stamp('10:02'), 'supervisor', 'plan_changed', { plan }),
  ledgerEvent(9, stamp('10:10'), 'supervisor', 'gap_opened', {
    gap: { id: 'g7', desk: '4', ...times('11:00', '11:45'), hold: 'soft', origin: 'supervisor' },
    note: 'Mange på venteliste.',
  }),
  ledgerEvent(10, stamp('10:12'), 'clerk', 'desk_left', { desk: '5' }),
];

export const running: Trials = {
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

const closures: Closures = {
  special_days: [
    { date: '2026-03-27', periods: [{ opens: '08:00', closes: '12:00' }], note: 'Personalemøde' },
    { date: '2026-04-02', periods: [], note: null },
    {
      date: '2026-04-08',
      periods: [
        { opens: '08:00', closes: '11:00' },
        { opens: '13:00', closes: '16:00' },
      ],
      note: null,
    },
  ],
  absences: [
    { id: 'a3', desk: '2', ...times('09:55', '12:00'), note: 'Syg' },
    {
      id: 'a4',
      desk: '4',
      start: '2026-03-09T08:00:00+01:00',
      end: '2026-03-20T16:00:00+01:00',
      note: 'Ferie',
    },
  ],
  proposed: [
    { date: '2026-04-03', holiday: 'good_friday' },
    { date: '2026-04-06', holiday: 'easter_monday' },
    { date: '2026-05-14', holiday: 'ascension_day' },
    { date: '2026-12-24', holiday: 'christmas_eve' },
  ],
};

const devices: CheckInDevice[] = [
  { checked_in_by: 'kiosk:indgang', checked_in: 34, open: 12, last: stamp('10:21') },
  { checked_in_by: 'kiosk:bibliotek', checked_in: 3, open: 0, last: stamp('09:48') },
  { checked_in_by: 'companion', checked_in: 2, open: 1, last: stamp('10:02') },
];

const screen = (actor: string, role: string, more: Partial<Device> = {}): Device => ({
  actor,
  role,
  name: actor.split(':')[1] ?? null,
  desk: null,
  paired_at: '2026-02-23T08:12:00+01:00',
  paired_by: 'supervisor',
  revoked_at: null,
  seen_at: stamp('10:22'),
  open_screens: 1,
  page_is_current: true,
  sound: null,
  outages: [],
  ...more,
});

const away = (from: string, to: string) => ({ from: stamp(from), to: stamp(to) });

const screens: Device[] = [
  screen('kiosk:indgang', 'kiosk', { outages: [away('09:14', '09:26'), away('08:02', '08:05')] }),
  screen('board:hal', 'board', { sound: 'blocked' }),
  screen('board:trappe', 'board', { sound: 'allowed', open_screens: 0, seen_at: stamp('09:51') }),
  screen('clerk:skranke-3', 'clerk', { desk: '3', page_is_current: false }),
  screen('kiosk:bibliotek', 'kiosk', { open_screens: 0, seen_at: null }),
  screen('kiosk', 'kiosk', { paired_at: null, paired_by: null }),
  screen('board:kaelder', 'board', { open_screens: 0, revoked_at: stamp('09:40') }),
];

const voided: VoidedTickets = {
  voided: [21, 22, 23, 24, 25, 26, 27, 28, 29, 31, 32, 34].map((number) => ({ id: `t${number}`, number })),
  until: stamp('10:22'),
};

/** Actions that answer what a state needs and change nothing. */
export const office = (more: Partial<Actions> = {}): Actions => ({
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
  setDayNotice: () => Promise.resolve({ notice: mitidDown }),
  removeDayNotice: () => Promise.resolve({ notice: null }),
  sources: () => Promise.resolve({ sources: [] }),
  trials: () => Promise.resolve(running),
  planTrial: () => Promise.resolve(running),
  reviewTrial: () => Promise.resolve(running),
  decideTrial: () => Promise.resolve(running),
  setBaseline: () => Promise.resolve(running),
  closures: () => Promise.resolve(closures),
  previewClosure: () => Promise.resolve(calm),
  changeClosure: () => Promise.resolve(),
  openDesk: () => Promise.resolve(),
  previewLeaving: () => Promise.resolve(calm),
  leaveDesk: () => Promise.resolve(),
  completeVisit: () => Promise.resolve(),
  endUnrecorded: () => Promise.resolve(),
  undoAt: () => Promise.resolve(),
  previewUrgency: () => Promise.resolve(passing),
  setUrgency: () => Promise.resolve(),
  findNumber: () => Promise.resolve([]),
  deviceList: () => Promise.resolve({ devices: screens }),
  pendingPairing: () =>
    Promise.resolve({ screen: 'desk', desk: '3', address: '10.12.4.31', asked_at: stamp('10:21') }),
  confirmDevice: () => Promise.resolve(screen('clerk:skranke-3', 'clerk', { desk: '3' })),
  revokeDevice: () => Promise.resolve(screen('board:hal', 'board', { revoked_at: stamp('10:22') })),
  devices: () => Promise.resolve({ devices }),
  previewVoiding: () => Promise.resolve(voided),
  voidTickets: () => Promise.resolve(voided),
  ...more,
});
