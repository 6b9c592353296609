// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { cancelAbsence, faultOfPeriods, planAbsence, setDay } from './closureRequests';

describe('the hours of a special day', () => {
  const period = (opens: string, closes: string) => ({ opens, closes });

  it('may be none, one period, or two that follow each other', () => {
    expect(faultOfPeriods([])).toBeNull();
    expect(faultOfPeriods([period('08:00', '14:00')])).toBeNull();
    expect(faultOfPeriods([period('08:00', '12:00'), period('12:00', '15:00')])).toBeNull();
  });

  it('are refused before they are sent where they cannot be', () => {
    expect(faultOfPeriods([period('08:00', '')])).toBe('missing');
    expect(faultOfPeriods([period('14:00', '08:00')])).toBe('reversed');
    expect(faultOfPeriods([period('08:00', '13:00'), period('12:00', '15:00')])).toBe('overlapping');
  });
});

describe('a change of closures', () => {
  it('closes a day with no periods', () => {
    expect(setDay('2026-12-24', [])).toEqual({
      method: 'PUT',
      path: '/closures/2026-12-24',
      body: { periods: [] },
    });
  });

  it('leaves the start out when a clerk goes now', () => {
    expect(planAbsence('2', null, '2026-03-03T12:00:00')).toMatchObject({
      path: '/desks/2/absences',
      body: { end: '2026-03-03T12:00:00' },
    });
    expect(cancelAbsence('2', 'a3').path).toBe('/desks/2/absences/a3');
  });
});
