// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import {
  type Occupancy,
  choose,
  drag,
  firstRoom,
  type DragHandle,
  press,
  roomAround,
  takeGap,
  takeNew,
} from './edit';
import type { Place } from '../types';
import { requestOf } from './draftRequest';

/** Open 9 to 16, now 10.22. Desk 1: booking 11.00-11.20, g1 12.00-12.45. Desk 2: g2 10.00-11.00, started. */
const occupancy: Occupancy = {
  desks: [
    {
      id: '1',
      occupied: [
        { start: 660, end: 680, gap: null },
        { start: 720, end: 765, gap: 'g1' },
      ],
    },
    { id: '2', occupied: [{ start: 600, end: 660, gap: 'g2' }] },
  ],
  opens: 540,
  closes: 960,
  now: 622,
};
const g1: Place = { desk: '1', start: 720, end: 765 };
const g2: Place = { desk: '2', start: 600, end: 660 };

const dragged = (handle: 'start' | 'end' | 'whole', from: number, to: number, desk = '1'): Place =>
  drag(occupancy, takeGap(occupancy, 'g1', handle, g1, from), to, desk).place;

describe('choosing in the form', () => {
  it('changes one end and leaves the other where it is', () => {
    expect(choose(g1, { start: 730 }, 960)).toEqual({ ...g1, start: 730 });
    expect(choose(g1, { end: 750 }, 960)).toEqual({ ...g1, end: 750 });
    expect(choose(g1, { desk: '2' }, 960)).toEqual({ ...g1, desk: '2' });
  });
  it('never asks about time that ends before it begins', () => {
    expect(choose(g1, { start: 780 }, 960)).toEqual({ desk: '1', start: 780, end: 825 });
    expect(choose(g1, { start: 960 }, 960)).toEqual({ desk: '1', start: 955, end: 960 });
    expect(choose(g1, { end: 700 }, 960)).toEqual({ desk: '1', start: 695, end: 700 });
  });
});

describe('dragging on empty time', () => {
  const opened = (from: number, to: number): Place | undefined => {
    const held = takeNew(occupancy, '1', from);
    return held ? drag(occupancy, held, to, '2').place : undefined;
  };
  it('opens a gap on the five-minute grid, in either direction', () => {
    expect(opened(691, 707)).toEqual({ desk: '1', start: 690, end: 710 });
    expect(opened(707, 691)).toEqual({ desk: '1', start: 690, end: 710 });
  });
  it('stops at the next booking and at the next gap', () => {
    expect(opened(700, 900)).toEqual({ desk: '1', start: 700, end: 720 });
    expect(opened(700, 600)).toEqual({ desk: '1', start: 680, end: 705 });
  });
  it('stops at closing time', () => {
    expect(opened(940, 1100)).toEqual({ desk: '1', start: 940, end: 960 });
  });
  it('never begins in the past', () => {
    expect(opened(623, 640)).toEqual({ desk: '1', start: 625, end: 640 });
    expect(takeNew(occupancy, '1', 580)).toBeNull();
  });
  it('takes nothing where something is', () => {
    expect(takeNew(occupancy, '1', 670)).toBeNull();
    expect(takeNew(occupancy, '1', 730)).toBeNull();
    expect(takeNew(occupancy, '9', 700)).toBeNull();
  });
});

describe('dragging an edge', () => {
  it('shrinks and extends', () => {
    expect(dragged('end', 765, 752)).toEqual({ ...g1, end: 750 });
    expect(dragged('end', 765, 801)).toEqual({ ...g1, end: 800 });
    expect(dragged('start', 720, 733)).toEqual({ ...g1, start: 735 });
  });
  it('keeps at least five minutes', () => {
    expect(dragged('end', 765, 600)).toEqual({ ...g1, end: 725 });
    expect(dragged('start', 720, 900)).toEqual({ ...g1, start: 760 });
  });
  it('stops at the booking before it', () => {
    expect(dragged('start', 720, 640)).toEqual({ ...g1, start: 680 });
  });
  it('leaves the start of a gap under way where it is, and its end after now', () => {
    const pull = (handle: DragHandle & ('start' | 'end'), to: number): Place =>
      drag(occupancy, takeGap(occupancy, 'g2', handle, g2, handle === 'start' ? 600 : 660), to, '2').place;
    expect(pull('start', 640)).toEqual(g2);
    expect(pull('end', 605)).toEqual({ ...g2, end: 625 });
  });
});

describe('dragging the middle', () => {
  it('moves the gap with its length', () => {
    expect(dragged('whole', 730, 790)).toEqual({ desk: '1', start: 780, end: 825 });
  });
  it('moves it to another desk, and only there when the pointer moves straight down', () => {
    expect(dragged('whole', 730, 731, '2')).toEqual({ ...g1, desk: '2' });
  });
  it('stays within the day', () => {
    expect(dragged('whole', 730, 2000)).toEqual({ desk: '1', start: 915, end: 960 });
    expect(dragged('whole', 730, 0)).toEqual({ desk: '1', start: 625, end: 670 });
  });
});

describe('keys on a gap', () => {
  const keyed = (key: string, shift = false, was = g1): Place | null => press(occupancy, was, { key, shift });
  it('move it five minutes', () => {
    expect(keyed('ArrowRight')).toEqual({ desk: '1', start: 725, end: 770 });
    expect(keyed('ArrowLeft')).toEqual({ desk: '1', start: 715, end: 760 });
  });
  it('bring a gap beside the grid onto it', () => {
    expect(keyed('ArrowRight', false, { desk: '1', start: 722, end: 740 })).toEqual({
      desk: '1',
      start: 725,
      end: 743,
    });
  });
  it('change the end with Shift, never below five minutes or past closing', () => {
    expect(keyed('ArrowRight', true)).toEqual({ ...g1, end: 770 });
    expect(keyed('ArrowLeft', true, { ...g1, end: 725 })).toEqual({ ...g1, end: 725 });
    expect(keyed('ArrowRight', true, { ...g1, end: 960 })).toEqual({ ...g1, end: 960 });
  });
  it('choose another desk, and stay at the last one', () => {
    expect(keyed('ArrowDown')).toEqual({ ...g1, desk: '2' });
    expect(keyed('ArrowUp')).toEqual(g1);
  });
  it('leave a gap under way in its time', () => {
    expect(keyed('ArrowRight', false, g2)).toEqual(g2);
  });
  it('leave every other key to the page', () => {
    expect(keyed('Tab')).toBeNull();
  });
});

describe('a new gap by form', () => {
  it('begins in the first room from now on', () => {
    expect(firstRoom(occupancy)).toEqual({ desk: '1', start: 625, end: 655 });
  });
  it('is shorter when the day is nearly full, and nothing when it is over', () => {
    expect(firstRoom({ ...occupancy, now: 946 })).toEqual({ desk: '1', start: 950, end: 955 });
    expect(firstRoom({ ...occupancy, now: 958 })).toBeNull();
  });
  it('does not lie in a gap it is not', () => {
    expect(roomAround(occupancy, '1', 730, null)).toBeNull();
    expect(roomAround(occupancy, '1', 730, 'g1')).toEqual([680, 960]);
  });
});

describe('the request', () => {
  const day = { day_start: '2026-03-03T00:00:00+01:00', day_minutes: 1440 };
  const was = { place: g1, hold: 'soft' as const };
  it('names only what is different', () => {
    expect(
      requestOf({ kind: 'change', gap: 'g1', place: { ...g1, end: 780 }, hold: 'soft', was }, day),
    ).toEqual({
      method: 'PATCH',
      path: '/gaps/g1',
      body: { end: '2026-03-03T12:00:00Z' },
    });
  });
  it('opens and withdraws', () => {
    expect(requestOf({ kind: 'open', ...was }, day).body).toEqual({
      desk: '1',
      start: '2026-03-03T11:00:00Z',
      end: '2026-03-03T11:45:00Z',
      hold: 'soft',
    });
    expect(requestOf({ kind: 'withdraw', gap: 'g1', ...was, was }, day)).toEqual({
      method: 'DELETE',
      path: '/gaps/g1',
      body: {},
    });
  });
});
