// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { t } from '../../../lib/words.svelte';
import type { Source } from '../../../wire/wire';
import { lookText, problemCounts } from './sources';

const now = '2026-03-03T10:20:00+01:00';
const source = (more: Partial<Source>): Source => ({
  number: 1,
  name: 'midtby 1 (ics)',
  desks: ['1'],
  last_look: null,
  silence: null,
  problems: [],
  ...more,
});

describe('a source in words', () => {
  it('says when it was last read, and the day where that was not today', () => {
    expect(lookText(source({ last_look: '2026-03-03T10:19:00+01:00' }), now)).toContain('10.19');
    const yesterday = lookText(source({ last_look: '2026-03-02T10:19:00+01:00' }), now);
    expect(yesterday).toContain('2. marts');
    expect(lookText(source({}), now)).toBe(t('holds-source-not-yet'));
  });

  it('says since when it is silent, and whether it ever answered', () => {
    const silence = { since: '2026-03-03T10:12:00+01:00', why: 'no answer' };
    expect(lookText(source({ silence, last_look: '2026-03-03T10:11:00+01:00' }), now)).toMatch(
      /10\.12.*10\.11/,
    );
    expect(lookText(source({ silence }), now)).toContain('startede');
  });

  it('counts the entries of each kind of problem, not the messages', () => {
    const problems = [
      { kind: 'doubt' as const, count: 12, text: 'a' },
      { kind: 'left_out' as const, count: 1, text: 'b' },
      { kind: 'doubt' as const, count: 3, text: 'c' },
    ];
    expect(problemCounts(source({ problems }))).toEqual([
      { kind: 'doubt', count: 15 },
      { kind: 'left_out', count: 1 },
    ]);
  });
});
