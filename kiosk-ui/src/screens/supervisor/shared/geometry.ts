// SPDX-License-Identifier: MPL-2.0
/** Minutes to pixels and back, within the hours shown. */
import type { SupervisorView } from '../../../wire/wire';

export interface Span {
  from: number;
  to: number;
}

export const grid = 5;

/** The hours shown on a closed day. */
const emptyDay: Span = { from: 8 * 60, to: 16 * 60 };

/** Opening hours and whatever lies outside them, in whole hours. */
export function spanOf(view: Pick<SupervisorView, 'hours' | 'desks' | 'day_minutes'>): Span {
  const times = view.desks.flatMap((desk) => [
    ...desk.booked.flat(),
    ...desk.gaps.flatMap((gap) => [gap.start, gap.end]),
    ...desk.placements.flatMap((place) => [place.start, place.end]),
    ...(desk.serving ? [desk.serving.start, desk.serving.expected_end] : []),
  ]);
  const all = [...(view.hours ?? []), ...times];
  if (all.length === 0) return emptyDay;
  const from = Math.floor(Math.min(...all) / 60) * 60;
  const to = Math.ceil(Math.max(...all) / 60) * 60;
  return { from: Math.max(0, from), to: Math.min(view.day_minutes, Math.max(to, from + 60)) };
}

/** Whole hours on the axis; with many of them, every second. */
export function hoursOf(span: Span, width: number): number[] {
  const count = (span.to - span.from) / 60;
  const step = width > 0 && width / count < 44 ? 120 : 60;
  const first = Math.ceil(span.from / step) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((span.to - first) / step) + 1) },
    (_, i) => first + i * step,
  );
}

const share = (span: Span, minute: number): number =>
  (Math.min(Math.max(minute, span.from), span.to) - span.from) / (span.to - span.from);

/** Position of a block as a share of the row's width, which needs no update on resize. */
export function blockStyle(span: Span, start: number, end: number): string {
  const left = share(span, start) * 100;
  return `left:${left.toFixed(3)}%;width:${(share(span, end) * 100 - left).toFixed(3)}%`;
}

export const pixels = (span: Span, width: number, minutes: number): number =>
  (minutes * width) / (span.to - span.from);

/** The minute under a point `x` pixels into a row `width` pixels wide. */
export const minuteAt = (span: Span, width: number, x: number): number =>
  width <= 0 ? span.from : span.from + (Math.min(Math.max(x, 0), width) / width) * (span.to - span.from);

export const snap = (minute: number): number => Math.round(minute / grid) * grid;

/** One step along the grid; from beside the grid, onto it. */
export const step = (minute: number, way: 1 | -1): number =>
  way > 0 ? (Math.floor(minute / grid) + 1) * grid : (Math.ceil(minute / grid) - 1) * grid;

export const nextGrid = (minute: number): number => Math.ceil(minute / grid) * grid;

/** The row under a point, among rows from top to bottom; outside, the nearest. */
export function rowAt(rows: readonly { top: number; bottom: number }[], y: number): number {
  const distance = (row: { top: number; bottom: number }): number => Math.max(row.top - y, y - row.bottom, 0);
  return rows.reduce((best, row, index) => (distance(row) < distance(rows[best] ?? row) ? index : best), 0);
}
