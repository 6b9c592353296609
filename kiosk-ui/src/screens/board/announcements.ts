// SPDX-License-Identifier: MPL-2.0
/** Which call the board announces. Several at once are announced one after the other. */
import type { BoardCall } from '../../wire/wire';

export interface AnnouncementState {
  /** The call that is being announced. */
  readonly showing: BoardCall | null;
  /** Calls still to be announced, in the order they were made. */
  readonly next: readonly BoardCall[];
  /** The highest announcement ever received. */
  readonly highest: number;
  /** When the latest one received was announced (office ms). */
  readonly latest: number;
}

/** A call older than this when it reaches the board is not announced: the board was disconnected. */
const oldAfter = 120_000;

/** Calls on the board at its start were announced before. */
export function initial(calls: readonly BoardCall[]): AnnouncementState {
  return remember({ showing: null, next: [], highest: 0, latest: Number.NEGATIVE_INFINITY }, calls);
}

/** Receives a view; `at` is its office time. */
export function receive(
  state: AnnouncementState,
  calls: readonly BoardCall[],
  at: number,
): AnnouncementState {
  const isShown = (call: BoardCall): boolean => calls.some((other) => same(other, call));
  const added = calls
    .filter((call) => isNew(state, call) && at - Date.parse(call.announced_at) <= oldAfter)
    .sort((one, other) => one.announcement - other.announcement);
  // A call taken back by the clerk, or announced again, loses its former place.
  const showing = state.showing && isShown(state.showing) ? state.showing : null;
  const next = [...state.next.filter(isShown), ...added];
  return remember(showing ? { ...state, showing, next } : advance({ ...state, showing, next }), calls);
}

/** The announcement of the call shown is over. */
export const advance = (state: AnnouncementState): AnnouncementState => ({
  ...state,
  showing: state.next[0] ?? null,
  next: state.next.slice(1),
});

/** The call in large type and, beneath it, the others. */
export function arrange(
  state: AnnouncementState,
  calls: readonly BoardCall[],
): { large: BoardCall | null; others: BoardCall[] } {
  const shown = state.showing;
  const large = (shown && calls.find((call) => same(call, shown))) ?? calls[0] ?? null;
  return { large, others: calls.filter((call) => call !== large) };
}

const same = (one: BoardCall, other: BoardCall): boolean =>
  one.announcement === other.announcement && one.announced_at === other.announced_at;

/** Some mornings the count restarts; then the time decides. */
function isNew(state: AnnouncementState, call: BoardCall): boolean {
  return call.announcement > state.highest || Date.parse(call.announced_at) > state.latest;
}

function remember(state: AnnouncementState, calls: readonly BoardCall[]): AnnouncementState {
  return {
    ...state,
    // A lower count with a later hour is a new count.
    highest: restarted(state, calls) ? highestOf(calls, 0) : highestOf(calls, state.highest),
    latest: Math.max(state.latest, ...calls.map((call) => Date.parse(call.announced_at))),
  };
}

const highestOf = (calls: readonly BoardCall[], least: number): number =>
  Math.max(least, ...calls.map((call) => call.announcement));

const restarted = (state: AnnouncementState, calls: readonly BoardCall[]): boolean =>
  calls.some((call) => call.announcement <= state.highest && Date.parse(call.announced_at) > state.latest);
