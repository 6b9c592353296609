// SPDX-License-Identifier: MPL-2.0
/** Reports of the example states. */
import { besideServed } from './reportBesideServed';
import type { Figure, Measure, ReportAnswer, SettingChange, Week } from '../wire/wire';
import { ownWords } from './officeWords';

const of = (
  value: number,
  low: number,
  high: number,
  n: number,
  how: Figure['how'] = 'bootstrap',
): Figure => ({ value, interval: { low, high }, n, how });
const little: Figure = { value: null, interval: null, n: null, how: 'bootstrap' };

const measured: [Measure, Figure][] = [
  ['citizens_per_day', of(1.4, 1.2, 1.6, 214)],
  ['wait_minutes', of(17.6, 15.9, 19.4, 201)],
  ['served_share', of(0.939, 0.898, 0.964, 214, 'wilson')],
  ['mitid_share', of(0.861, 0.806, 0.902, 201, 'wilson')],
  ['promises_kept_share', of(0.947, 0.905, 0.971, 189, 'wilson')],
  ['gap_used_share', of(0.58, 0.54, 0.62, 151)],
  ['companion_hours', of(4.2, 3.9, 4.5, 163)],
  ['bookings_touched_share', of(0.011, 0.009, 0.014, 8_420, 'wilson')],
];

const monday = (week: number): string => new Date(Date.UTC(2025, 8, 1 + week * 7)).toISOString().slice(0, 10);
const wait = (week: number): number => (week < 14 ? 31 : 18) + ((week * 7) % 5) - 2;
const weeks: Week[] = Array.from({ length: 26 }, (_, index) => ({
  monday: monday(index + 5),
  citizens: index % 9 === 4 ? 'under_five' : { told: 6 + ((index * 5) % 7) },
  measures: measured.map(([measure, figure]) => ({
    measure,
    figure: { ...figure, interval: null, value: measure === 'wait_minutes' ? wait(index) : figure.value },
  })),
  mean_late_minutes: 0.1,
}));

const turned: SettingChange[] = [
  { setting: 'promise_minutes', from: 20, to: 25 },
  { setting: 'lend_freed', from: true, to: false },
];

export const usual: ReportAnswer = {
  from: '2025-10-06',
  to: '2026-04-05',
  begins: '2025-10-06',
  open_days: 124,
  citizens: { told: 214 },
  served: { told: 201 },
  measures: measured.map(([measure, figure]) => ({ measure, figure })),
  waits: {
    half: of(14, 12, 16, 201, 'order_statistics'),
    four_of_five: of(26, 23, 30, 201, 'order_statistics'),
    nine_of_ten: of(36, 31, 44, 201, 'order_statistics'),
    within_15: of(0.54, 0.47, 0.61, 201, 'wilson'),
    within_30: of(0.86, 0.81, 0.9, 201, 'wilson'),
  },
  class_waits: [
    {
      class: 'ordinary',
      half: of(15, 13, 18, 162, 'order_statistics'),
      nine_of_ten: of(38, 33, 46, 162, 'order_statistics'),
    },
    {
      class: 'raised',
      half: of(8, 6, 11, 39, 'order_statistics'),
      nine_of_ten: of(19, 14, 27, 39, 'order_statistics'),
    },
  ],
  weekdays: [
    { weekday: 'monday', open_days: 25, citizens: of(2.1, 1.7, 2.6, 53, 'bootstrap'), held: 152, used: 71 },
    { weekday: 'tuesday', open_days: 25, citizens: of(1.6, 1.2, 2, 40, 'bootstrap'), held: 120, used: 58 },
    {
      weekday: 'wednesday',
      open_days: 25,
      citizens: of(1.4, 1.1, 1.8, 36, 'bootstrap'),
      held: 120,
      used: 44,
    },
    { weekday: 'thursday', open_days: 25, citizens: of(2.3, 1.9, 2.8, 57, 'bootstrap'), held: 152, used: 88 },
    { weekday: 'friday', open_days: 24, citizens: of(1.2, 0.9, 1.5, 28, 'bootstrap'), held: 90, used: 31 },
  ],
  outcomes: [
    { name: 'mitid_issued', count: { told: 122 } },
    { name: 'mitid_restored', count: { told: 51 } },
    { name: 'documents_missing', count: { told: 17 } },
    { name: 'own_outcome_renewed', count: { told: 14 } },
    { name: 'own_outcome_sent_on', count: { told: 9 } },
    { name: 'own_outcome_forgotten', count: { told: 6 } },
    { name: 'new_time_given', count: 'hidden' },
    { name: 'refused_identity_uncertain', count: 'under_five' },
  ],
  outcome_names: ownWords.outcomes,
  ...besideServed,
  units: [
    {
      unit: 'Center for Forsorg',
      citizens: { told: 48 },
      served: { told: 45 },
      mitid: { told: 38 },
      companion_hours: of(4.6, 4.1, 5.2, 37),
      wait_minutes: of(18, 15, 21, 45),
    },
    {
      unit: 'Center for Mestring',
      citizens: { told: 151 },
      served: { told: 144 },
      mitid: { told: 127 },
      companion_hours: of(4.0, 3.7, 4.3, 126),
      wait_minutes: of(17, 15, 19, 144),
    },
    {
      unit: null,
      citizens: { told: 15 },
      served: { told: 12 },
      mitid: { told: 8 },
      companion_hours: little,
      wait_minutes: of(19, 14, 25, 12),
    },
  ],
  gaps: { held: 15_480, used: 8_980, unused: 6_500, released: 4_320, withdrawn: 240, lent_used: 1_130 },
  promises: {
    kept: { told: 179 },
    broken: { told: 10 },
    causes: [{ name: 'overrun', count: { told: 10 } }],
  },
  no_harm: {
    bookings: 8_420,
    not_come: { told: 61 },
    touched: { told: 93 },
    late_minutes: 421,
    mean_late_minutes: of(0.05, 0.04, 0.07, 8_420),
    late_half: of(3, 2, 4, 93, 'order_statistics'),
    late_nine_of_ten: of(9, 8, 12, 93, 'order_statistics'),
    bookings_lost: 774,
    usual_booking_minutes: 20,
  },
  clerk_minutes: 10_110,
  weeks,
  changes: [
    {
      date: '2025-12-08',
      seq: 4_121,
      kind: 'plan',
      turned: [{ setting: 'reserved_minutes', from: 600, to: 720 }],
    },
    { date: '2026-02-02', seq: 6_310, kind: 'policy', turned },
  ],
  trials: [
    {
      id: 1,
      hypothesis: 'Flere får MitID samme dag, når formiddagen holdes fri.',
      owner: 'Center for Mestring',
      change: 'To timer holdt fri hver formiddag ved skranke 3 og 4',
      first_day: '2026-01-14',
      last_day: null,
      compared_to: '2026-04-05',
      state: 'running',
      reviews: ['2026-02-09', '2026-03-09'],
      review_due: null,
      reviewed: [{ on: '2026-02-09', note: 'Ventetiden er faldet.' }],
      verdict: null,
      told_afterwards: '2026-01-19',
      before: { from: '2025-10-06', to: '2026-01-13', after_trial: null, told_overlaps: false },
      comparisons: [
        {
          measure: 'wait_minutes',
          target: 20,
          before: of(30.4, 28.1, 32.9, 98),
          during: of(17.9, 16.2, 19.6, 103),
          difference: { low: -15.4, high: -9.5 },
          verdict: 'reached',
          series: {
            level: -12.4,
            level_interval: { low: -14.9, high: -9.8 },
            slope: 0.02,
            slope_interval: { low: -0.2, high: 0.3 },
            weeks_before: 14,
            weeks_during: 12,
          },
          // The trial begins on a Wednesday: that week is in both series.
          weeks: weeks.flatMap((week, index) =>
            (index === 14 ? [30, wait(14)] : [wait(index)]).map((value) => ({ monday: week.monday, value })),
          ),
        },
        {
          measure: 'mitid_share',
          target: 0.85,
          before: of(0.78, 0.69, 0.85, 98, 'wilson'),
          during: of(0.87, 0.79, 0.92, 103, 'wilson'),
          difference: { low: -0.01, high: 0.19 },
          verdict: 'not_sure_yet',
          series: null,
          weeks: weeks.slice(6).map((week, index) => ({
            monday: week.monday,
            value: (index < 8 ? 0.76 : 0.86) + ((index * 3) % 4) / 50,
          })),
        },
      ],
      changes: [{ date: '2026-02-02', seq: 6_310, kind: 'policy', turned }],
    },
  ],
  recommendation: { advice: 'not_sure_yet', trial: 1, decided: null },
  baseline: {
    from: '2025-01-01',
    to: '2025-09-30',
    companion_hours: { low: 10, high: 12, n: null },
    booked_delay_minutes: { low: 2.1, high: 3.4, n: 60 },
    source: 'Skøn fra Center for Mestring, 2025',
  },
  economy: {
    missing: [],
    hours_per_fte: { low: 1_075, high: 1_075 },
    hours_per_fte_is_told: false,
    certificates: { told: 41 },
    fees_spared_dkk: 3_444,
    certificate_fee_dkk: 84,
    accompanied: { told: 189 },
    mitid_accompanied: { told: 165 },
    companion_hours: of(4.2, 3.9, 4.5, 150),
    result: {
      hours_saved: { low: 1_040, high: 1_531 },
      fte_in_period: { low: 0.97, high: 1.42 },
      cost_in_period_dkk: { low: 49_829, high: 49_829 },
      citizens_per_year: 379,
      effect: {
        direct_hours_per_citizen: { low: 5.5, high: 8.1 },
        direct_hours_per_year: { low: 2_087, high: 3_073 },
        direct_fte: { low: 1.9, high: 2.9 },
        cost_per_citizen_dkk: { low: 264, high: 264 },
        break_even_hour_value_dkk: { low: 33, high: 48 },
      },
      sensitivity: [
        {
          assumption: 'companion_hours_before',
          moved: { low: 10, high: 12 },
          by_tenth: false,
          total_fte: { low: 2.05, high: 2.75 },
          break_even_hour_value_dkk: { low: 34, high: 45 },
        },
        {
          assumption: 'hours_per_fte',
          moved: { low: 967, high: 1_182 },
          by_tenth: true,
          total_fte: { low: 2.18, high: 2.67 },
          break_even_hour_value_dkk: { low: 39, high: 39 },
        },
        {
          assumption: 'citizens_per_year',
          moved: { low: 341, high: 417 },
          by_tenth: true,
          total_fte: { low: 2.16, high: 2.64 },
          break_even_hour_value_dkk: { low: 35, high: 43 },
        },
        {
          assumption: 'companion_hours_after',
          moved: { low: 3.9, high: 4.5 },
          by_tenth: false,
          total_fte: { low: 2.29, high: 2.5 },
          break_even_hour_value_dkk: { low: 37, high: 41 },
        },
      ],
      net_present_values: [
        { hour_value_dkk: 100, value_dkk: { low: 413_000, high: 787_000 } },
        { hour_value_dkk: 200, value_dkk: { low: 1_206_000, high: 1_955_000 } },
        { hour_value_dkk: 300, value_dkk: { low: 1_999_000, high: 3_123_000 } },
      ],
      discount_rate: 0.035,
      years: 4,
    },
  },
};

export const withLoss: ReportAnswer = {
  ...usual,
  economy: {
    ...usual.economy,
    companion_hours: { ...usual.economy.companion_hours, value: 14, interval: { low: 13, high: 15 } },
    result: usual.economy.result && {
      ...usual.economy.result,
      hours_saved: { low: -945, high: -189 },
      fte_in_period: { low: -0.88, high: -0.18 },
      effect: {
        direct_hours_per_citizen: { low: -5, high: -1 },
        direct_hours_per_year: { low: -1_895, high: -379 },
        direct_fte: { low: -1.8, high: -0.4 },
        cost_per_citizen_dkk: { low: 264, high: 264 },
        break_even_hour_value_dkk: null,
      },
      sensitivity: [],
      net_present_values: [{ hour_value_dkk: 200, value_dkk: { low: -1_760_000, high: -645_000 } }],
    },
  },
};

export const few: ReportAnswer = {
  ...usual,
  from: '2026-03-01',
  to: '2026-03-03',
  begins: '2026-03-03',
  open_days: 1,
  citizens: 'under_five',
  served: 'under_five',
  measures: usual.measures.map(({ measure }) => ({ measure, figure: little })),
  waits: { half: little, four_of_five: little, nine_of_ten: little, within_15: little, within_30: little },
  class_waits: [],
  weekdays: [{ weekday: 'tuesday', open_days: 1, citizens: little, held: 240, used: 95 }],
  outcomes: [{ name: 'mitid_issued', count: 'under_five' }],
  endings: [],
  units: [
    {
      unit: 'Center for Mestring',
      citizens: 'under_five',
      served: 'under_five',
      mitid: 'under_five',
      companion_hours: little,
      wait_minutes: little,
    },
  ],
  gaps: { held: 240, used: 95, unused: 145, released: 45, withdrawn: 0, lent_used: 0 },
  promises: { kept: 'under_five', broken: { told: 0 }, causes: [] },
  no_harm: {
    ...usual.no_harm,
    bookings: 61,
    not_come: { told: 61 },
    touched: { told: 0 },
    late_minutes: 0,
    mean_late_minutes: { value: 0, interval: null, n: 61, how: 'bootstrap' },
    late_half: little,
    late_nine_of_ten: little,
    bookings_lost: 12,
  },
  weeks: weeks.slice(0, 1),
  changes: [],
  trials: [],
  recommendation: { advice: 'no_trial', trial: null, decided: null },
  baseline: null,
  economy: {
    ...usual.economy,
    missing: ['companion_hours_before', 'companion_hours_after', 'cost', 'citizens'],
    certificates: 'under_five',
    fees_spared_dkk: null,
    accompanied: 'under_five',
    mitid_accompanied: 'under_five',
    companion_hours: little,
    result: null,
  },
};
