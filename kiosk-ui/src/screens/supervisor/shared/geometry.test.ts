// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { clockText } from '../../../lib/clock';
import type { DeskDay } from '../../../wire/wire';
import { instantAt, minuteOf, stampAt } from './dayTime';
import { blockStyle, hoursOf, minuteAt, rowAt, snap, spanOf, step } from './geometry';

const desk = (booked: [number, number][]): DeskDay => ({
  desk: '1',
  name: '1',
  features: [],
  staffed: true,
  now: { state: 'free', since: null, until: null, absence: null, forgotten: false },
  booked,
  gaps: [],
  placements: [],
  serving: null,
  holds: [],
  absences: [],
});
const zone = 'Europe/Copenhagen';

describe('the picture of the day', () => {
  it('shows the opening hours', () => {
    expect(spanOf({ hours: [540, 960], desks: [], day_minutes: 1440 })).toEqual({ from: 540, to: 960 });
  });
  it('shows what lies outside them too, in whole hours', () => {
    expect(
      spanOf({
        hours: [540, 960],
        desks: [
          desk([
            [500, 520],
            [955, 970],
          ]),
        ],
        day_minutes: 1440,
      }),
    ).toEqual({ from: 480, to: 1020 });
  });
  it('has something to show on a closed day', () => {
    expect(spanOf({ hours: null, desks: [desk([])], day_minutes: 1440 })).toEqual({ from: 480, to: 960 });
  });
  it('puts a block where its time is, whatever the width', () => {
    expect(blockStyle({ from: 540, to: 960 }, 645, 750)).toBe('left:25.000%;width:25.000%');
  });
  it('cuts what sticks out', () => {
    expect(blockStyle({ from: 540, to: 960 }, 500, 1200)).toBe('left:0.000%;width:100.000%');
  });
  it('labels every second hour when there is no room for more', () => {
    expect(hoursOf({ from: 540, to: 960 }, 700)).toHaveLength(8);
    expect(hoursOf({ from: 540, to: 960 }, 200)).toEqual([600, 720, 840, 960]);
  });
});

describe('a pointer on the timeline', () => {
  it('is at the minute under it, and never outside', () => {
    const span = { from: 540, to: 960 };
    expect(minuteAt(span, 840, 210)).toBe(645);
    expect(minuteAt(span, 840, -50)).toBe(540);
    expect(minuteAt(span, 840, 5000)).toBe(960);
    expect(minuteAt(span, 0, 10)).toBe(540);
  });
  it('meets the five-minute grid', () => {
    expect(snap(647)).toBe(645);
    expect(snap(648)).toBe(650);
    expect([step(642, 1), step(642, -1), step(640, 1), step(640, -1)]).toEqual([645, 640, 645, 635]);
  });
  it('is at the nearest desk, between the rows and beyond them', () => {
    const rows = [
      { top: 0, bottom: 50 },
      { top: 52, bottom: 100 },
    ];
    expect([rowAt(rows, -20), rowAt(rows, 49), rowAt(rows, 60), rowAt(rows, 900)]).toEqual([0, 0, 1, 1]);
  });
});

describe('clock labels', () => {
  const label = (day: { day_start: string; day_minutes: number }, minute: number): string =>
    clockText(instantAt(day, minute), 'da', zone);

  it('skip the hour that the spring night lacks', () => {
    const spring = { day_start: '2026-03-29T00:00:00+01:00', day_minutes: 1380 };
    expect([60, 119, 120, 480].map((minute) => label(spring, minute))).toEqual([
      '1.00',
      '1.59',
      '3.00',
      '9.00',
    ]);
  });
  it('have the repeated hour of the autumn night twice', () => {
    const autumn = { day_start: '2026-10-25T00:00:00+02:00', day_minutes: 1500 };
    expect([120, 180, 240, 600].map((minute) => label(autumn, minute))).toEqual([
      '2.00',
      '2.00',
      '3.00',
      '9.00',
    ]);
  });
  it('and requests mean the same minute', () => {
    const autumn = { day_start: '2026-10-25T00:00:00+02:00', day_minutes: 1500 };
    expect(stampAt(autumn, 600)).toBe('2026-10-25T08:00:00Z');
    expect(minuteOf(autumn, '2026-10-25T09:00:00+01:00')).toBe(600);
  });
});
