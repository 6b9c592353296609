// SPDX-License-Identifier: MPL-2.0
/** How much fits on the wall, counted rather than measured, so that it is the same on every panel. */
import type { BoardView, BoardWaiting } from '../../wire/wire';

/** Rows of waiting numbers that stay readable in the right third. */
export const waitingRows = 10;

/** In order of number, so that nothing can be read from the order; the rest is only counted. */
export function waitingShown(view: Pick<BoardView, 'waiting' | 'waiting_more'>): {
  rows: BoardWaiting[];
  more: number;
} {
  const rows = [...view.waiting].sort((one, other) => one.number - other.number);
  // A line that says how many more takes a row of its own.
  const all = rows.length <= waitingRows && view.waiting_more === 0;
  const shown = all ? rows : rows.slice(0, waitingRows - 1);
  return { rows: shown, more: view.waiting_more + rows.length - shown.length };
}

/** A desk "3"; a desk with a longer name is written smaller and without the word for desk. */
export const isShortName = (name: string): boolean => [...name].length <= 3;

/** Closed, and nobody is expected at a desk any more. */
export function isIdle(view: Pick<BoardView, 'open' | 'calls' | 'waiting'>): boolean {
  return !view.open && view.waiting.length === 0 && !view.calls.some((call) => call.pending);
}

const silentNoticeAfter = 5 * 60_000;

/** After five minutes without the server the numbers may mislead. */
export function isTooOld(staleSince: number | null, now: number): boolean {
  return staleSince !== null && now - staleSince >= silentNoticeAfter;
}
