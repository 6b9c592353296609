// SPDX-License-Identifier: MPL-2.0
/** A value over time or over some other measure, with its interval where there is one. */
export interface Point {
  x: number;
  y: number;
  low?: number | null;
  high?: number | null;
}

/** Distinguished by its dashes and by its name at its end, never by colour alone. */
export interface Series {
  name: string;
  points: Point[];
}

/** Something that happened at `x`, such as a change of policy: a line numbered and explained below. */
export interface Mark {
  x: number;
  label: string;
  /** The tooltip of the label. */
  text?: string;
}

/** One bar from `from` to `to`; `low` and `high` its interval. */
export interface BarRow {
  label: string;
  from?: number;
  to: number;
  low?: number | null;
  high?: number | null;
  /** What is written at the bar's end. */
  text: string;
  /** Drawn with stripes: the other of two kinds. */
  striped?: boolean;
}

export type Cells = (string | number)[][];
