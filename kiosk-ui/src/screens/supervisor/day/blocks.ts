// SPDX-License-Identifier: MPL-2.0
/** The blocks of a desk's row in the order of time, for the timeline and the table. */
import type { DeskDay, GapRow, HoldRow, PlacementRow, ServingRow } from '../../../wire/wire';

export type Block =
  | { kind: 'booking'; start: number; end: number }
  | { kind: 'gap'; start: number; end: number; gap: GapRow; numbers: number[] }
  | { kind: 'ended'; start: number; end: number; gap: GapRow }
  | { kind: 'placement'; start: number; end: number; row: PlacementRow; late: boolean }
  | { kind: 'serving'; start: number; end: number; row: ServingRow; over: boolean }
  | { kind: 'hold'; start: number; end: number; row: HoldRow }
  | { kind: 'absence'; start: number; end: number };

const layer: Record<Block['kind'], number> = {
  ended: 0,
  booking: 1,
  gap: 2,
  placement: 3,
  serving: 4,
  hold: 5,
  absence: 6,
};

export function blocksOf(desk: DeskDay, now: number): Block[] {
  const blocks: Block[] = [
    ...desk.booked.map(([start, end]): Block => ({ kind: 'booking', start, end })),
    ...desk.gaps.map((gap): Block => {
      const { start, end } = gap;
      if (gap.state !== 'open') return { kind: 'ended', start, end, gap };
      return { kind: 'gap', start, end, gap, numbers: numbersIn(gap, desk) };
    }),
    ...desk.placements.map((row): Block => {
      return { kind: 'placement', start: row.start, end: row.end, row, late: row.start > row.latest };
    }),
    ...desk.holds.map((row): Block => ({ kind: 'hold', start: row.start, end: row.end, row })),
    ...desk.absences.map(([start, end]): Block => ({ kind: 'absence', start, end })),
  ];
  if (desk.serving) {
    const { start, expected_end } = desk.serving;
    // A visit beyond its expected end is still at the desk.
    const over = now > expected_end;
    blocks.push({
      kind: 'serving',
      start,
      end: over ? Math.ceil(now) : expected_end,
      row: desk.serving,
      over,
    });
  }
  return blocks.sort((one, other) => one.start - other.start || layer[one.kind] - layer[other.kind]);
}

const numbersIn = (gap: GapRow, desk: DeskDay): number[] =>
  desk.placements
    .filter((place) => place.start < gap.end && gap.start < place.end)
    .map((place) => place.number);

/** A time range's state in the appointment system, as a symbol and a line style, not by colour alone. */
export const holdSigns: Record<HoldRow['state'], string> = {
  wanted: '…',
  held: '✓',
  in_use: '●',
  releasing: '←',
  released: '↩',
  refused: '✕',
  booked_over: '!',
};

/** Stays the same while a block changes, so that the block is moved and not replaced. */
export function keyOf(block: Block): string {
  if (block.kind === 'gap' || block.kind === 'ended') return `gap ${block.gap.id}`;
  if (block.kind === 'placement' || block.kind === 'serving') return `${block.kind} ${block.row.ticket}`;
  if (block.kind === 'hold') return `hold ${block.start} ${block.row.state}`;
  return `${block.kind} ${block.start}`;
}
