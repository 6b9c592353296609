/** Which call the board announces. Several at once are announced one after the other. */
import type { BoardCall } from '../../wire/wire';

export interface AnnouncementState {
  /** The call having its moment now. */
  readonly showing: BoardCall | null;
  /** Those still to have theirs, in the order they were announced. */
  readonly next: readonly BoardCall[];
  /** The highest announcement ever taken in. */
  readonly highest: number;
  /** When the latest one taken in was announced (office ms). */
  readonly latest: number;
}

/** A call older than this when it reaches the board is news to nobody: the board was away. */
const oldAfter = 120_000;

/** What stands on the board when it begins has been heard already. */
export function begin(calls: readonly BoardCall[]): AnnouncementState {
  return remember({ showing: null, next: [], highest: 0, latest: Number.NEGATIVE_INFINITY }, calls);
}

/** Takes in what the server says now; `at` is the office's time of that view. */
export function take(turns: AnnouncementState, calls: readonly BoardCall[], at: number): AnnouncementState {
  const stands = (call: BoardCall): boolean => calls.some((other) => same(other, call));
  const fresh = calls
    .filter((call) => isNew(turns, call) && at - Date.parse(call.announced_at) <= oldAfter)
    .sort((one, other) => one.announcement - other.announcement);
  // A call taken back by the clerk, or announced again, loses its former turn.
  const showing = turns.showing && stands(turns.showing) ? turns.showing : null;
  const next = [...turns.next.filter(stands), ...fresh];
  return remember(showing ? { ...turns, showing, next } : move({ ...turns, showing, next }), calls);
}

/** The moment of the call shown is over. */
export const move = (turns: AnnouncementState): AnnouncementState => ({
  ...turns,
  showing: turns.next[0] ?? null,
  next: turns.next.slice(1),
});

/** The call in large type and, beneath it, the others. */
export function arrange(
  turns: AnnouncementState,
  calls: readonly BoardCall[],
): { large: BoardCall | null; others: BoardCall[] } {
  const shown = turns.showing;
  const large = (shown && calls.find((call) => same(call, shown))) ?? calls[0] ?? null;
  return { large, others: calls.filter((call) => call !== large) };
}

const same = (one: BoardCall, other: BoardCall): boolean =>
  one.announcement === other.announcement && one.announced_at === other.announced_at;

/** The count begins anew on some mornings; then the hour tells. */
function isNew(turns: AnnouncementState, call: BoardCall): boolean {
  return call.announcement > turns.highest || Date.parse(call.announced_at) > turns.latest;
}

function remember(turns: AnnouncementState, calls: readonly BoardCall[]): AnnouncementState {
  return {
    ...turns,
    // A lower count with a later hour is a new count.
    highest: restarted(turns, calls) ? top(calls, 0) : top(calls, turns.highest),
    latest: Math.max(turns.latest, ...calls.map((call) => Date.parse(call.announced_at))),
  };
}

const top = (calls: readonly BoardCall[], least: number): number =>
  Math.max(least, ...calls.map((call) => call.announcement));

const restarted = (turns: AnnouncementState, calls: readonly BoardCall[]): boolean =>
  calls.some((call) => call.announcement <= turns.highest && Date.parse(call.announced_at) > turns.latest);
