// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { addLists } from '../../../lib/fluent';
import danish from '../../../words/da/notice.ftl?raw';
import { mostNoticeCharacters } from '../../../wire/wire';
import { endOf, readyMadeNotice, readyMadeNotices, timeField } from './dayNotice';

addLists('da', { '/words/da/notice.ftl': danish });

describe('a ready-made notice', () => {
  it('comes in every language, short enough for a board', async () => {
    for (const name of readyMadeNotices) {
      const texts = Object.values(await readyMadeNotice(name, '14:00'));
      expect(texts, name).toHaveLength(3);
      expect(new Set(texts).size, name).toBe(3);
      for (const text of texts) expect(text.length, text).toBeLessThanOrEqual(mostNoticeCharacters);
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

describe('a notice ends', () => {
  const day = {
    day_start: '2026-03-03T00:00:00+01:00',
    day_minutes: 24 * 60,
    hours: [9 * 60, 16 * 60] as [number, number],
    now: '2026-03-03T08:52:00+01:00',
  };

  it('as the office closes, and after that with the day', () => {
    expect(timeField(endOf(day))).toBe('16:00');
    expect(timeField(endOf({ ...day, now: '2026-03-03T16:00:00+01:00' }))).toBe('23:59');
    expect(timeField(endOf({ ...day, hours: null }))).toBe('23:59');
    expect(timeField('2026-03-03T09:05:00+01:00')).toBe('09:05');
  });

  it('by the office’s clock also on the day the clock is changed', () => {
    const spring = {
      day_start: '2026-03-29T00:00:00+01:00',
      day_minutes: 23 * 60,
      hours: [8 * 60, 15 * 60] as [number, number],
      now: '2026-03-29T09:00:00+02:00',
    };
    expect(timeField(endOf(spring))).toBe('16:00');
    expect(timeField(endOf({ ...spring, hours: null }))).toBe('23:59');
  });
});
