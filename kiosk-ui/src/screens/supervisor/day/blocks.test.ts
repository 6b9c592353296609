// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import type { DeskDay } from '../../../wire/wire';
import { blocksOf } from './blocks';

describe('a desk on the day', () => {
  const desk: DeskDay = {
    desk: '1',
    name: '1',
    features: [],
    staffed: true,
    now: { state: 'free', since: null, until: null, absence: null, forgotten: false },
    booked: [[600, 620]],
    gaps: [{ id: 'g1', start: 620, end: 660, hold: 'soft', origin: 'plan', state: 'open', empty: null }],
    placements: [
      { ticket: 'a', number: 14, start: 640, end: 655, latest: 635, kept_place: false, arrived: true },
    ],
    serving: { ticket: 'b', number: 11, start: 620, expected_end: 630 },
    holds: [],
    absences: [],
  };
  it('has its blocks in the order of time', () => {
    expect(blocksOf(desk, 625).map(({ kind }) => kind)).toEqual(['booking', 'gap', 'serving', 'placement']);
  });
  it('shows a case over its time as still there, and a place after its promise as late', () => {
    const blocks = blocksOf(desk, 637.4);
    expect(blocks[2]).toMatchObject({ end: 638, over: true });
    expect(blocks[3]).toMatchObject({ late: true });
  });
  it('draws time without a clerk over what is reserved in it', () => {
    const away: DeskDay = { ...desk, placements: [], serving: null, absences: [[620, 660]] };
    expect(blocksOf(away, 625).map(({ kind }) => kind)).toEqual(['booking', 'gap', 'absence']);
  });
});
