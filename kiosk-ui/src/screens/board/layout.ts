// SPDX-License-Identifier: MPL-2.0
/** How much fits on the wall, counted rather than measured, so that it is the same on every panel. */
import type { BoardView, BoardWaiting, DayNotice } from '../../wire/wire';

/** What the wall has room for. */
export interface BoardLayout {
  /** Calls beneath the large one. */
  calls: number;
  /** Numbers that stay readable in the right third. */
  waiting: number;
  /** The height of the notice of the day, in rem. */
  notice: number;
}

/** Characters that are sure to fit a line of the notice. Translations stand side by side. */
const charactersPerLine = { danish: 62, translated: 44 };
/** Lines that the lower notice holds: more of them need the higher one. */
const mostLines = { danish: 1, translated: 2 };

const lines = (text: string | undefined, line: number): number => Math.ceil((text?.length ?? 0) / line);

/** A notice takes whole rows from the calls and from those who wait, so that none is cut. */
export function layoutBeside(notice: DayNotice | null): BoardLayout {
  if (!notice) return { calls: 4, waiting: 10, notice: 0 };
  const { da, en, ar } = notice.text;
  const translated = Math.max(
    lines(en, charactersPerLine.translated),
    lines(ar, charactersPerLine.translated),
  );
  const danish = lines(da, charactersPerLine.danish);
  const low = translated === 0 || (danish <= mostLines.danish && translated <= mostLines.translated);
  return low ? { calls: 2, waiting: 7, notice: 20 } : { calls: 1, waiting: 6, notice: 30 };
}

/** In order of number, so that nothing can be read from the order; the rest is only counted. */
export function waitingShown(
  view: Pick<BoardView, 'waiting' | 'waiting_more'>,
  waitingRows: number,
): {
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
