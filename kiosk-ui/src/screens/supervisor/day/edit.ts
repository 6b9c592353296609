/** Editing on the timeline: turns drags and keys into a desk, a start and an end. No pixels, no clock. */
import type { SupervisorView } from '../../../wire/wire';
import { grid, nextGrid, snap, step } from '../shared/geometry';
import type { Draft, Place } from '../types';

/** What a gap must not overlap. */
export interface Board {
  desks: { id: string; taken: Taken[] }[];
  /** Reserved time lies within opening hours. */
  opens: number;
  closes: number;
  /** And not in the past. */
  now: number;
}

interface Taken {
  start: number;
  end: number;
  gap: string | null;
}

/** What was taken hold of: empty time, an edge, or a whole gap. */
export type Grip = 'new' | 'start' | 'end' | 'whole';

/** One drag, from taking hold to letting go. */
export interface Drag {
  grip: Grip;
  was: Place;
  /** The minute taken hold of. */
  held: number;
  /** How far an edge may go before it meets something. */
  least: number;
  most: number;
  place: Place;
}

export function boardOf(view: Pick<SupervisorView, 'desks' | 'hours' | 'day_minutes'>, now: number): Board {
  return {
    desks: view.desks.map((desk) => ({
      id: desk.desk,
      taken: [
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

/** The free time around a minute on a desk, ignoring the gap being changed; null if that minute is taken. */
export function roomAround(
  board: Board,
  desk: string,
  minute: number,
  gap: string | null,
): [number, number] | null {
  const taken = board.desks
    .find((each) => each.id === desk)
    ?.taken.filter((each) => each.gap !== gap || gap === null);
  if (!taken || taken.some((each) => each.start <= minute && minute < each.end)) return null;
  const before = taken.filter((each) => each.end <= minute).map((each) => each.end);
  const after = taken.filter((each) => each.start > minute).map((each) => each.start);
  const least = Math.max(board.opens, ...before);
  const most = Math.min(board.closes, ...after);
  return least < most && minute < most ? [least, most] : null;
}

/** Taking hold of empty time. Nothing when there is no time to take. */
export function takeNew(board: Board, desk: string, minute: number): Drag | null {
  const room = roomAround(board, desk, minute, null);
  if (!room) return null;
  const least = Math.max(room[0], nextGrid(board.now));
  const most = room[1];
  if (most - least < grid || minute < least - grid) return null;
  const held = clamp(Math.floor(minute / grid) * grid, least, most - grid);
  const place = { desk, start: held, end: Math.min(held + grid, most) };
  return { grip: 'new', was: place, held, least, most, place };
}

/** Taking hold of a gap, by an edge or in the middle. */
export function takeGap(
  board: Board,
  gap: string,
  grip: 'start' | 'end' | 'whole',
  was: Place,
  minute: number,
): Drag {
  const room = roomAround(board, was.desk, was.start, gap) ?? [was.start, was.end];
  const running = was.start < board.now;
  // The past is done: the start of a gap that is under way stands where it is.
  const least = running ? was.start : Math.max(room[0], nextGrid(board.now));
  return { grip, was, held: minute, least, most: Math.max(room[1], was.end), place: was };
}

export function drag(board: Board, held: Drag, minute: number, desk: string): Drag {
  return { ...held, place: placed(board, held, minute, desk) };
}

function placed(board: Board, { grip, was, held, least, most }: Drag, minute: number, desk: string): Place {
  if (grip === 'new') {
    const at = clamp(minute, least, most);
    if (at < held) return { ...was, start: clamp(Math.floor(at / grid) * grid, least, held), end: was.end };
    return { ...was, start: was.start, end: clamp(Math.ceil(at / grid) * grid, was.end, most) };
  }
  const shift = minute - held;
  if (grip === 'start') {
    if (was.start < board.now) return was;
    return { ...was, start: clamp(snap(was.start + shift), least, Math.max(least, was.end - grid)) };
  }
  if (grip === 'end') {
    const earliest = Math.max(was.start + grid, nextGrid(board.now));
    return { ...was, end: clamp(snap(was.end + shift), Math.min(earliest, was.end), most) };
  }
  const moved = Math.abs(shift) < grid / 2 ? was.start : snap(was.start + shift);
  return moveTo(board, was, moved, desk);
}

/** The same length somewhere else; what is there already, the preview says. */
function moveTo(board: Board, was: Place, start: number, desk: string): Place {
  const length = was.end - was.start;
  const first = Math.max(board.opens, nextGrid(board.now));
  const last = board.closes - length;
  const to = was.start < board.now || last < first ? was.start : clamp(start, first, last);
  return { desk, start: to, end: to + length };
}

/** A field chosen in the form: a start behind the end takes the end along, and the other way round. */
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
export function press(board: Board, was: Place, { key, shift }: Key): Place | null {
  const way =
    key === 'ArrowRight' || key === 'ArrowDown' ? 1 : key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : null;
  if (way === null) return null;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const index = board.desks.findIndex((desk) => desk.id === was.desk) + way;
    const desk = board.desks[index];
    return desk && !shift ? { ...was, desk: desk.id } : was;
  }
  if (!shift) return moveTo(board, was, step(was.start, way), was.desk);
  const earliest = Math.max(was.start + grid, nextGrid(board.now));
  const latest = Math.max(board.closes, was.end);
  return { ...was, end: clamp(step(was.end, way), Math.min(earliest, was.end), latest) };
}

/** Where a new gap lies before anybody has said where: the first half hour with room, from now on. */
export function firstRoom(board: Board, length = 30): Place | null {
  for (let start = Math.max(nextGrid(board.now), board.opens); start + grid <= board.closes; start += grid) {
    for (const { id: desk } of board.desks) {
      const room = roomAround(board, desk, start, null);
      if (room && room[1] - start >= length) return { desk, start, end: start + length };
    }
  }
  return length > grid
    ? firstRoom(board, length / 2 < grid ? grid : Math.floor(length / 2 / grid) * grid)
    : null;
}

/** Whether there is anything to ask the server about. */
export function differs(draft: Draft): boolean {
  if (draft.kind !== 'change') return true;
  const { place, hold, was } = draft;
  return hold !== was.hold || !samePlace(place, was.place);
}

export const samePlace = (one: Place, other: Place): boolean =>
  one.desk === other.desk && one.start === other.start && one.end === other.end;

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
