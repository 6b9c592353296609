// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import type { DeskVisit } from '../../wire/wire';
import { bookingAhead, paceOf } from './pace';

const at = (time: string): number => Date.parse(`2026-11-23T${time}:00+01:00`);
const stamp = (time: string): string => `2026-11-23T${time}:00+01:00`;

const sitting = (since: string | null, expected_minutes: number): { current: DeskVisit } => ({
  current: { serving_since: since && stamp(since), expected_minutes } as DeskVisit,
});

describe('the bar', () => {
  it('begins when the citizen sits down', () => {
    expect(paceOf({ current: null }, at('10:20'))).toBeNull();
    expect(paceOf(sitting(null, 45), at('10:20'))).toBeNull();
    expect(paceOf(sitting('10:20', 45), at('10:20'))).toMatchObject({ used: 0, filled: 0, over: 0 });
  });

  it('fills with the minutes used', () => {
    expect(paceOf(sitting('10:00', 40), at('10:30'))).toEqual({
      used: 30,
      planned: 40,
      over: 0,
      filled: 75,
      mark: 100,
    });
  });

  it('shows where the plan ended when it takes longer', () => {
    expect(paceOf(sitting('10:00', 30), at('10:40'))).toEqual({
      used: 40,
      planned: 30,
      over: 10,
      filled: 100,
      mark: 75,
    });
  });
});

describe('the next booking', () => {
  const next = (since: string | null, minutes: number, now: string) =>
    bookingAhead({ ...sitting(since, minutes), next_booking: stamp('11:00') }, at(now));

  it('is calm while there is time', () => {
    expect(next('10:00', 30, '10:20')).toMatchObject({ minutes: 40, close: false, tight: false });
  });

  it('is clear in the last ten minutes, whoever sits there', () => {
    expect(next('10:00', 30, '10:50')).toMatchObject({ minutes: 10, close: true, tight: false });
    expect(bookingAhead({ current: null, next_booking: stamp('11:00') }, at('10:51'))).toMatchObject({
      close: true,
    });
  });

  it('is clear early when the case is likely to run into it', () => {
    expect(next('10:20', 45, '10:22')).toMatchObject({ minutes: 38, close: true, tight: true });
  });

  it('is not there when no booking comes', () => {
    expect(bookingAhead({ current: null, next_booking: null }, at('10:00'))).toBeNull();
  });
});
