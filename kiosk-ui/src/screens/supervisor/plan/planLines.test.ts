// SPDX-License-Identifier: MPL-2.0
import type { PlanLine } from '../../../wire/wire';
import { describe, expect, it } from 'vitest';
import { clocks, daysShown, faultOf, sameLines } from './planLines';

describe('the week plan', () => {
  const line: PlanLine = { weekday: 'monday', desk: '3', start: '10:00', end: '10:45', hold: 'soft' };
  it('refuses a line that ends before it starts, or meets another at its desk', () => {
    expect(faultOf([{ ...line, end: '10:00' }], 0)).toBe('ends_before_it_starts');
    expect(faultOf([line, { ...line, start: '10:30', end: '11:00' }], 1)).toBe('overlaps');
    expect(
      faultOf(
        [
          line,
          { ...line, start: '10:45', end: '11:00' },
          { ...line, desk: '4' },
          { ...line, weekday: 'friday' },
        ],
        0,
      ),
    ).toBeNull();
  });
  it('is unchanged when only the order is another', () => {
    const other: PlanLine = { ...line, weekday: 'friday' };
    expect(sameLines([line, other], [other, line])).toBe(true);
    expect(sameLines([line], [{ ...line, hold: 'hard' }])).toBe(false);
  });
  it('shows the working week, and a weekend that has time in it', () => {
    expect(daysShown([])).toHaveLength(5);
    expect(daysShown([{ ...line, weekday: 'sunday' }])).toHaveLength(6);
  });
  it('keeps a time beside the grid among the choices', () => {
    expect(clocks(540, 550, ['09:02'])).toEqual(['09:00', '09:02', '09:05', '09:10']);
  });
});
