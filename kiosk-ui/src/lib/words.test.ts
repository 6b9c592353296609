// SPDX-License-Identifier: MPL-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reason } from '../wire/wire';
import { day, locale, reasonText, setLanguage, t, time } from './words.svelte';

afterEach(() => setLanguage('da'));

const start = '2026-11-23T10:40:00+01:00';

describe('times', () => {
  it('are Danish in Danish and always the office time', () => {
    expect(time('2026-11-23T09:40:00Z')).toBe('10.40');
    expect(time('2026-07-01T07:05:00Z')).toBe('9.05');
    expect(time('2026-11-22T23:07:00Z')).toBe('0.07');
    void setLanguage('en');
    expect(time(start)).toBe('10:40');
  });

  it('have days', () => {
    expect(day('2026-11-23')).toBe('mandag den 23. november');
    expect(day('2026-11-22T23:30:00Z')).toBe('mandag den 23. november');
  });
});

describe('reasons', () => {
  it('are one sentence with times the reader knows', () => {
    const reason: Reason = { code: 'earliest_time', start, desk: '3' };
    expect(reasonText(reason)).toBe('Det er den første ledige tid, kl. 10.40.');
    void setLanguage('en');
    expect(reasonText(reason)).toBe('This is the first free time, 10:40.');
  });

  it("are the server's own words when the code is newer than the screen", () => {
    expect(reasonText({ code: 'never_heard_of' as never, text: 'Fordi.' })).toBe('Fordi.');
  });
});

describe('languages', () => {
  it('change the direction of the page', () => {
    void setLanguage('ar');
    expect(locale.direction).toBe('rtl');
    expect(document.documentElement.dir).toBe('rtl');
    expect(t('common-back')).toBe('رجوع');
    void setLanguage('en');
    expect(document.documentElement.dir).toBe('ltr');
  });

  it('count', () => {
    expect(t('common-minutes', { minutes: 1 })).toBe('1 minut');
    expect(t('common-minutes', { minutes: 18 })).toBe('18 minutter');
  });

  it('fall back on Danish where a language has no such list', () => {
    void setLanguage('ar');
    expect(t('board-title')).toBe('Nu kaldes');
  });

  it('stay as they are when another one cannot be loaded, and say so', async () => {
    vi.resetModules();
    const { addLists } = await import('./fluent');
    addLists('da', { '/da/common.ftl': 'common-back = Tilbage' });
    const words = await import('./words.svelte');
    const offline = (): Promise<void> => Promise.reject(new Error('offline'));
    expect(await words.setLanguage('ar', offline)).toBe(false);
    expect([words.locale.language, words.locale.failed]).toEqual(['da', true]);
    expect(words.t('common-back')).toBe('Tilbage');
    expect(document.documentElement.dir).toBe('ltr');
  });

  it('follow the last choice when two are loading', async () => {
    vi.resetModules();
    const { addLists } = await import('./fluent');
    addLists('da', { '/da/common.ftl': 'common-back = Tilbage' });
    const words = await import('./words.svelte');
    let arrive = (): void => undefined;
    const slow = (): Promise<void> => new Promise((done) => (arrive = done));
    const first = words.setLanguage('ar', slow);
    await words.setLanguage('en', () => Promise.resolve());
    arrive();
    await first;
    expect(words.locale.language).toBe('en');
  });
});
