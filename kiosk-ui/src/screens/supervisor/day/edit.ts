// SPDX-License-Identifier: MPL-2.0
/** Editing on the timeline: turns drags and keys into a desk, a start and an end. No pixels, no clock. */
import type { SupervisorView } from '../../../wire/wire';
import { grid, nextGrid, snap, step } from '../shared/geometry';
import type { Draft, Place } from '../types';

/** Where a gap can be: in opening hours, from now on, beside what occupies the desks. */
export interface Occupancy {
  desks: { id: string; occupied: OccupiedTime[] }[];
  opens: number;
  closes: number;
  now: number;
}

interface OccupiedTime {
  start: number;
  end: number;
  gap: string | null;
}

/** What is dragged: empty time, an edge, or a whole gap. */
export type DragHandle = 'new' | 'start' | 'end' | 'whole';

/** One drag, from its beginning to its end. */
export interface Drag {
  handle: DragHandle;
  was: Place;
  /** The minute where the drag began. */
  held: number;
  /** How far an edge can go before it meets something. */
  least: number;
  most: number;
  place: Place;
}

export function occupancyOf(
  view: Pick<SupervisorView, 'desks' | 'hours' | 'day_minutes'>,
  now: number,
): Occupancy {
  return {
    desks: view.desks.map((desk) => ({
      id: desk.desk,
      occupied: [
        ...desk.booked.map(([start, end]) => ({ start, end, gap: null })),
        ...desk.gaps
          .filter((gap) => gap.state === 'open')
          .map(({ id, start, end }) => ({ start, end, gap: id })),
      ],
    })),
    opens: view.hours?.[0] ?? 0,
    closes: view.hours?.[1] ?? 0,
    now,
  };
}

/** The free time around a minute on a desk, ignoring the gap being changed; null if it is occupied. */
export function roomAround(
  occupancy: Occupancy,
  desk: string,
  minute: number,
  gap: string | null,
): [number, number] | null {
  const occupied = occupancy.desks
    .find((each) => each.id === desk)
    ?.occupied.filter((each) => each.gap !== gap || gap === null);
  if (!occupied || occupied.some((each) => each.start <= minute && minute < each.end)) return null;
  const before = occupied.filter((each) => each.end <= minute).map((each) => each.end);
  const after = occupied.filter((each) => each.start > minute).map((each) => each.start);
  const least = Math.max(occupancy.opens, ...before);
  const most = Math.min(occupancy.closes, ...after);
  return least < most && minute < most ? [least, most] : null;
}

/** Begins a new gap in empty time; null if there is no room. */
export function takeNew(occupancy: Occupancy, desk: string, minute: number): Drag | null {
  const room = roomAround(occupancy, desk, minute, null);
  if (!room) return null;
  const least = Math.max(room[0], nextGrid(occupancy.now));
  const most = room[1];
  if (most - least < grid || minute < least - grid) return null;
  const held = clamp(Math.floor(minute / grid) * grid, least, most - grid);
  const place = { desk, start: held, end: Math.min(held + grid, most) };
  return { handle: 'new', was: place, held, least, most, place };
}

/** Begins to drag a gap, by an edge or in the middle. */
export function takeGap(
  occupancy: Occupancy,
  gap: string,
  handle: 'start' | 'end' | 'whole',
  was: Place,
  minute: number,
): Drag {
  const room = roomAround(occupancy, was.desk, was.start, gap) ?? [was.start, was.end];
  const running = was.start < occupancy.now;
  // The start of a gap that is under way cannot move.
  const least = running ? was.start : Math.max(room[0], nextGrid(occupancy.now));
  return { handle, was, held: minute, least, most: Math.max(room[1], was.end), place: was };
}

export function drag(occupancy: Occupancy, held: Drag, minute: number, desk: string): Drag {
  return { ...held, place: placed(occupancy, held, minute, desk) };
}

function placed(
  occupancy: Occupancy,
  { handle, was, held, least, most }: Drag,
  minute: number,
  desk: string,
): Place {
  if (handle === 'new') {
    const at = clamp(minute, least, most);
    if (at < held) return { ...was, start: clamp(Math.floor(at / grid) * grid, least, held), end: was.end };
    return { ...was, start: was.start, end: clamp(Math.ceil(at / grid) * grid, was.end, most) };
  }
  const shift = minute - held;
  if (handle === 'start') {
    if (was.start < occupancy.now) return was;
    return { ...was, start: clamp(snap(was.start + shift), least, Math.max(least, was.end - grid)) };
  }
  if (handle === 'end') {
    const earliest = Math.max(was.start + grid, nextGrid(occupancy.now));
    return { ...was, end: clamp(snap(was.end + shift), Math.min(earliest, was.end), most) };
  }
  const moved = Math.abs(shift) < grid / 2 ? was.start : snap(was.start + shift);
  return moveTo(occupancy, was, moved, desk);
}

/** The same length somewhere else; the preview shows what it overlaps. */
function moveTo(occupancy: Occupancy, was: Place, start: number, desk: string): Place {
  const length = was.end - was.start;
  const first = Math.max(occupancy.opens, nextGrid(occupancy.now));
  const last = occupancy.closes - length;
  const to = was.start < occupancy.now || last < first ? was.start : clamp(start, first, last);
  return { desk, start: to, end: to + length };
}

/** A field chosen in the form: a start after the end moves the end too, and vice versa. */
export function choose(was: Place, change: Partial<Place>, closes: number): Place {
  const { desk, start, end } = { ...was, ...change };
  if (start < end) return { desk, start, end };
  const last = change.end ?? Math.min(start + was.end - was.start, closes);
  return { desk, start: Math.min(start, last - grid), end: last };
}

export interface Key {
  key: string;
  shift: boolean;
}

/** Arrow keys on a gap: move five minutes, resize with Shift, change desk up or down. Null for other keys. */
export function press(occupancy: Occupancy, was: Place, { key, shift }: Key): Place | null {
  const way =
    key === 'ArrowRight' || key === 'ArrowDown' ? 1 : key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : null;
  if (way === null) return null;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const index = occupancy.desks.findIndex((desk) => desk.id === was.desk) + way;
    const desk = occupancy.desks[index];
    return desk && !shift ? { ...was, desk: desk.id } : was;
  }
  if (!shift) return moveTo(occupancy, was, step(was.start, way), was.desk);
  const earliest = Math.max(was.start + grid, nextGrid(occupancy.now));
  const latest = Math.max(occupancy.closes, was.end);
  return { ...was, end: clamp(step(was.end, way), Math.min(earliest, was.end), latest) };
}

/** The place of a new gap at first: the first half hour with room, from now on. */
export function firstRoom(occupancy: Occupancy, length = 30): Place | null {
  for (
    let start = Math.max(nextGrid(occupancy.now), occupancy.opens);
    start + grid <= occupancy.closes;
    start += grid
  ) {
    for (const { id: desk } of occupancy.desks) {
      const room = roomAround(occupancy, desk, start, null);
      if (room && room[1] - start >= length) return { desk, start, end: start + length };
    }
  }
  return length > grid
    ? firstRoom(occupancy, length / 2 < grid ? grid : Math.floor(length / 2 / grid) * grid)
    : null;
}

/** Whether the draft changes anything. */
export function differs(draft: Draft): boolean {
  if (draft.kind !== 'change') return true;
  const { place, hold, was } = draft;
  return hold !== was.hold || !samePlace(place, was.place);
}

export const samePlace = (one: Place, other: Place): boolean =>
  one.desk === other.desk && one.start === other.start && one.end === other.end;

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
