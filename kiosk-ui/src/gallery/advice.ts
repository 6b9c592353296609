// SPDX-License-Identifier: MPL-2.0
import type { AdviceAnswer, AdviceOfWeekday, AdvicePoint, ReleaseRule, Weekday } from '../wire/wire';

type Kind = [
  pattern: string,
  gaps: number,
  hold: ReleaseRule | null,
  away: number,
  unused: number,
  wait: number,
];

const kinds: Kind[] = [
  ['present', 3, 'hard', 0.62, 52, 31],
  ['none', 0, null, 2.1, 0, 12],
  ['spread', 2, 'hard', 0.94, 31, 34],
  ['spread', 4, 'hard', 0.36, 88, 27],
  ['spread', 6, 'hard', 0.14, 151, 22],
  ['before_lunch_and_late', 4, 'hard', 0.31, 86, 29],
  ['spread', 4, 'soft', 0.41, 61, 28],
];

const point = ([pattern, gaps, hold, away, unused, wait]: Kind): AdvicePoint => ({
  pattern,
  gaps,
  minutes: 30,
  hold,
  reserved_minutes: gaps * 30,
  turned_away: away,
  turned_away_error: 0.02,
  days_with_someone_turned_away: away / 2,
  wait_minutes: wait,
  unused_minutes: unused,
  released_minutes: hold === 'soft' ? 30 : 0,
  bookings_lost: (gaps * 30) / 20,
  cost_hours: 7 * away + unused / 60,
  cost_error: 0.14,
  on_the_curve: true,
});

const weekday = (name: Weekday, date: string, expected: number): AdviceOfWeekday => ({
  weekday: name,
  date,
  holiday: false,
  expected,
  least: 0,
  most: 5,
  places_alone: 4,
  best: 4,
  present: 0,
  against_second: { point: 3, dearer_hours: 0.52, low: 0.31, high: 0.73, sure: true },
  against_present: { point: 0, dearer_hours: 1.71, low: -0.12, high: 3.54, sure: false },
  at_the_edge: true,
  points: kinds.map(point),
  failed: [
    { date: '2026-10-05', came: 6, turned_away: 2 },
    { date: '2026-11-02', came: 5, turned_away: 1 },
  ],
  days_tried: 12,
});

/** A week of advice as the server sends it. */
export const cannedAdvice: AdviceAnswer = {
  kind: 'advice',
  turned_away_hours: 7,
  waiting_hour: 0.5,
  unused_hour: 1,
  days_seen: 58,
  days_played: 2000,
  seed: 20261124,
  falling_away: 0.06,
  weekdays: [
    weekday('tuesday', '2026-11-24', 2.4),
    weekday('wednesday', '2026-11-25', 1.9),
    weekday('thursday', '2026-11-26', 3.1),
    weekday('friday', '2026-11-27', 1.2),
    weekday('monday', '2026-11-30', 2.8),
  ],
  plan: { lines: [{ weekday: 'tuesday', desk: '2', start: '10:00', end: '10:30', hold: 'hard' }] },
  lengths: [
    {
      errand: 'own_errand_licence',
      photo: true,
      interpreter: false,
      visits: 32,
      configured_minutes: 15,
      expected_minutes: 12.1,
      configured_likely_minutes: 20,
      likely_minutes: 18.4,
    },
    {
      errand: 'new_mitid',
      photo: true,
      interpreter: false,
      visits: 41,
      configured_minutes: 30,
      expected_minutes: 27.4,
      configured_likely_minutes: 35,
      likely_minutes: 38.1,
    },
    {
      errand: 'new_mitid',
      photo: false,
      interpreter: false,
      visits: 0,
      configured_minutes: 45,
      expected_minutes: 45,
      configured_likely_minutes: 50,
      likely_minutes: 50,
    },
  ],
};
