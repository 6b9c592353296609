// SPDX-License-Identifier: MPL-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** As browsers have it: silent at first, until it is resumed, which takes a moment or a touch. */
class Context {
  static started = 0;
  static allow: () => void = () => {};
  currentTime = 0;
  destination = {};
  #allowed = new Promise<void>((allow) => (Context.allow = allow));
  resume = (): Promise<void> => this.#allowed;
  createGain() {
    const gain = {
      setValueAtTime: vi.fn(),
      linearRampToValueAtTime: vi.fn(),
      exponentialRampToValueAtTime: vi.fn(),
    };
    return { gain, connect: vi.fn() };
  }
  createOscillator() {
    return { type: '', frequency: {}, connect: vi.fn(), stop: vi.fn(), start: () => (Context.started += 1) };
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  vi.stubGlobal('AudioContext', Context);
  Context.started = 0;
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the tones of a screen', () => {
  it('sound the first time too, where the browser allows them a moment later', async () => {
    const { chime } = await import('./sound');
    chime();
    expect(Context.started).toBe(0);
    vi.advanceTimersByTime(50);
    Context.allow();
    await vi.advanceTimersByTimeAsync(0);
    expect(Context.started).toBe(2);
  });
  it('are never played later, at a touch long after', async () => {
    const { chime } = await import('./sound');
    chime();
    vi.advanceTimersByTime(5_000);
    Context.allow();
    await vi.advanceTimersByTimeAsync(0);
    expect(Context.started).toBe(0);
  });
});
