// SPDX-License-Identifier: MPL-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fontsLoaded } from './fonts';

describe('a screen waits for its letters', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('until they are here, and goes on when some cannot be had', async () => {
    await fontsLoaded({ load: () => Promise.resolve([]) });
    await fontsLoaded({ load: () => Promise.reject(new Error('away')) });
    expect(vi.getTimerCount(), 'nothing is left waiting').toBe(0);
  });

  it('but not for ever', async () => {
    let shown = false;
    const waiting = fontsLoaded({ load: () => new Promise(() => undefined) }, 1_000).then(
      () => (shown = true),
    );
    await vi.advanceTimersByTimeAsync(999);
    expect(shown).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(shown).toBe(true);
  });
});
