// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import type { DeskDay, HoldRow } from '../../../wire/wire';
import { blocksOf, holdSigns, keyOf } from './blocks';
import { blockMore, blockText, holdStateText } from './format';

const states = Object.keys(holdSigns) as HoldRow['state'][];
const day = { day_start: '2026-03-03T00:00:00+01:00', day_minutes: 1440 };

const hold = (state: HoldRow['state'], nth: number): HoldRow => ({
  start: 600 + nth * 30,
  end: 620 + nth * 30,
  state,
  why: state === 'refused' ? 'taken' : null,
  reason:
    state === 'booked_over'
      ? { code: 'booked_inside_hold', desk: '1', start: '2026-03-03T10:20:00+01:00' }
      : null,
});

const desk: DeskDay = {
  desk: '1',
  name: '1',
  features: [],
  staffed: true,
  now: { state: 'free', since: null, until: null, absence: null, forgotten: false },
  booked: [[600, 620]],
  gaps: [],
  placements: [],
  serving: null,
  holds: states.map(hold),
  absences: [],
};

describe('what the appointment system holds', () => {
  const blocks = blocksOf(desk, 0).filter((block) => block.kind === 'hold');

  it('is shown in each of its states by a symbol and a word', () => {
    expect(blocks).toHaveLength(states.length);
    expect(new Set(Object.values(holdSigns)).size).toBe(states.length);
    expect(new Set(states.map((state) => holdStateText({ state }))).size).toBe(states.length);
    expect(new Set(blocks.map(keyOf)).size).toBe(states.length);
    for (const block of blocks) {
      expect(blockText(block, day)).toContain(holdStateText(block.row));
    }
  });

  it('says why it was refused, and that somebody booked inside it', () => {
    const more = (state: HoldRow['state']): string => {
      const block = blocks.find(({ row }) => row.state === state);
      return block ? blockMore(block, day) : '';
    };
    expect(more('refused')).toBe('En anden har tiden.');
    expect(more('booked_over')).toBe('En anden har booket kl. 10.20 i tid, vi holdt.');
    expect(more('held')).toBe('');
  });
});
