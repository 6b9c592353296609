// SPDX-License-Identifier: MPL-2.0
import { type Component, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Session } from '../lib/session';
import { setLanguage } from '../lib/words.svelte';
import ErrorPage from './ErrorPage.svelte';
import ErrorBoundary from './ErrorBoundary.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a screen that cannot be drawn says so, and tries again by itself and on a press', () => {
  void setLanguage('da');
  const again = vi.fn();
  const broken = mount(ErrorPage, { target: document.body, props: { again } });
  flushSync();
  expect(document.querySelector('[role="alert"]')?.textContent).toContain('Skærmen virker ikke lige nu.');
  document.querySelector('button')?.click();
  expect(again).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(20_000);
  expect(again).toHaveBeenCalledTimes(2);
  void unmount(broken);
});

test('a fault in drawing any screen leads there', () => {
  void setLanguage('da');
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const Live = (() => {
    throw new Error('the same key twice');
  }) as unknown as Component<{ session: Session }>;
  const shown = mount(ErrorBoundary, { target: document.body, props: { Live, session: {} as Session } });
  flushSync();
  expect(document.querySelector('h1')?.textContent).toBe('Skærmen virker ikke lige nu.');
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
  void unmount(shown);
});
