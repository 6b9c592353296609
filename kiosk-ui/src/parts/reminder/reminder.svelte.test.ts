// SPDX-License-Identifier: MPL-2.0
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as sound from '../../lib/sound';
import { remind } from './reminder.svelte';
import { keptReminder, usual, type ReminderSettings } from './reminderSettings';

const tones = vi.spyOn(sound, 'chime').mockImplementation(() => {});

beforeEach(() => {
  vi.useFakeTimers();
  tones.mockClear();
});
afterEach(() => vi.useRealTimers());

/** A screen on which something waits, or nothing. */
function screen(chosen: Partial<ReminderSettings> = {}) {
  let waits = $state<string | null>('Kald nummer 17');
  let reminded: { readonly due: boolean } = { due: false };
  const close = $effect.root(() => {
    reminded = remind({
      about: () => waits,
      settings: () => ({ ...usual, ...chosen }),
      title: () => 'Skranke 3',
    });
  });
  flushSync();
  return {
    close,
    due: () => reminded.due,
    now: (next: string | null) => {
      waits = next;
      flushSync();
    },
    after: (seconds: number) => {
      vi.advanceTimersByTime(seconds * 1000);
      flushSync();
    },
  };
}

describe('a clerk', () => {
  it('is reminded once, ten seconds after somebody could be called', () => {
    const desk = screen();
    desk.after(9);
    expect([desk.due(), document.title, tones.mock.calls.length]).toEqual([false, 'Skranke 3', 0]);
    desk.after(1);
    expect([desk.due(), document.title]).toEqual([true, '● Kald nummer 17']);
    desk.after(120);
    expect(tones).toHaveBeenCalledTimes(1);
    desk.close();
  });
  it('who calls is not reminded any more, and anew of the next', () => {
    const desk = screen();
    desk.after(10);
    desk.now(null);
    expect([desk.due(), document.title]).toEqual([false, 'Skranke 3']);
    desk.now('Kald nummer 18');
    desk.after(9);
    expect(desk.due()).toBe(false);
    desk.after(1);
    expect(document.title).toBe('● Kald nummer 18');
    desk.close();
  });
  it('may choose to be reminded silently, or never', () => {
    const silent = screen({ sound: false, tab: false });
    silent.after(10);
    expect([silent.due(), document.title, tones.mock.calls.length]).toEqual([true, 'Skranke 3', 0]);
    silent.close();
    const never = screen({ after: null });
    never.after(3600);
    expect(never.due()).toBe(false);
    never.close();
  });
});

describe('the choice of a screen', () => {
  it('holds after the page is loaded again', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const chosen: ReminderSettings = { after: 30, sound: false, tab: true };
    keptReminder.keep(storage, chosen);
    expect(keptReminder.read(storage)).toEqual(chosen);
  });
  it('is the usual one where what was kept cannot be read', () => {
    for (const kept of ['', '{', '{"after":7,"sound":true,"tab":true}', null])
      expect(keptReminder.read({ getItem: () => kept })).toEqual(usual);
    expect(keptReminder.read(null)).toEqual(usual);
  });
});
