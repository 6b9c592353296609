// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { addLists } from '../../../lib/fluent';
import danish from '../../../words/da/notice.ftl?raw';
import { mostCharacters, readyMadeNotice, readyMadeNotices, timeField, timeFieldOf } from './dayNotice';

addLists('da', { '/words/da/notice.ftl': danish });

describe('a ready-made notice', () => {
  it('comes in every language, short enough for a board', async () => {
    for (const name of readyMadeNotices) {
      const texts = Object.values(await readyMadeNotice(name, '14:00'));
      expect(texts, name).toHaveLength(3);
      expect(new Set(texts).size, name).toBe(3);
      for (const text of texts) expect(text.length, text).toBeLessThanOrEqual(mostCharacters);
    }
  });

  it('says the time as its language writes it, without marks that the office refuses', async () => {
    const { da, en, ar } = await readyMadeNotice('closing-early', '14:00');
    expect(da).toContain('14.00');
    expect(en).toContain('14:00');
    expect(ar).toContain('14:00');
    expect(ar).not.toMatch(/[\u2066-\u2069]/);
  });
});

describe('the time a notice ends', () => {
  it('is the office’s clock, and at the latest the day’s last minute', () => {
    expect(timeField(9 * 60 + 5)).toBe('09:05');
    expect(timeField(24 * 60)).toBe('23:59');
    expect(timeFieldOf('2026-03-03T14:00:00+01:00')).toBe('14:00');
  });
});
