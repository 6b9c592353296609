// SPDX-License-Identifier: MPL-2.0
import type { HoldRow, Sources, SupervisorView } from '../wire/wire';

const states = ['held', 'in_use', 'refused', 'releasing', 'wanted', 'booked_over', 'released'] as const;

/** A minute of the day those galleries show. */
const stamp = (minute: number): string => {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `2026-03-03T${hours}:${minutes}:00+01:00`;
};

/** The same day with holds in every state there is, and an appointment system that no longer answers. */
export const inASilence = (view: SupervisorView): SupervisorView => ({
  ...view,
  desks: view.desks.map((row, index) => ({
    ...row,
    holds: row.gaps.map((gap, nth): HoldRow => {
      const state = states[(index * 2 + nth) % states.length] ?? 'held';
      const over = state === 'booked_over';
      return {
        start: gap.start,
        end: gap.end,
        state,
        why: state === 'refused' ? 'taken' : null,
        reason: over ? { code: 'booked_inside_hold', desk: row.name, start: stamp(gap.start) } : null,
      };
    }),
  })),
  diary: { known_at: stamp(612), since: stamp(613), waiting: 1, refused: 1, booked_over: 1 },
});

/** A calendar that is silent, one with a problem of every kind, and one that is read. */
export const sources = (): Promise<Sources> =>
  Promise.resolve({
    sources: [
      {
        number: 1,
        name: 'midtby 1 (caldav)',
        desks: ['1', '2', '3'],
        last_look: stamp(612),
        silence: {
          since: stamp(613),
          why: 'the appointment system cannot be reached: no answer in time',
        },
        problems: [],
      },
      {
        number: 2,
        name: 'midtby 2 (file)',
        desks: ['4'],
        last_look: stamp(619),
        silence: null,
        problems: [
          { kind: 'left_out', count: 1, text: 'line 8: DTSTART cannot be read' },
          { kind: 'doubt', count: 2, text: '2 entries, the first in line 20, name a desk nobody knows' },
          { kind: 'missing', count: 3, text: '3 entries are missing without a reason' },
          { kind: 'refused_file', count: 1, text: 'bookings.csv, line 3: the start is no time.' },
          { kind: 'other_writer', count: 1, text: '1 hold of another server' },
          { kind: 'as_written', count: 9, text: '9 entries have no end; they take no time' },
        ],
      },
      {
        number: 3,
        name: 'midtby 3 (ics)',
        desks: ['5'],
        last_look: stamp(619),
        silence: null,
        problems: [],
      },
    ],
  });
