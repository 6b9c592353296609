// SPDX-License-Identifier: MPL-2.0
import type { HoldRow, SupervisorView } from '../wire/wire';

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
