// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it, vi } from 'vitest';
import { InquiryCounter } from './inquiry.svelte';

const answer = { undo_seconds: 10 };

function counter(pace: number): { inquiry: InquiryCounter; refused: unknown[] } {
  const refused: unknown[] = [];
  let passed = 0;
  const inquiry = new InquiryCounter(
    (cause) => refused.push(cause),
    () => (passed += pace),
  );
  return { inquiry, refused };
}

describe('somebody who only asked', () => {
  it('is counted each time as a request of its own, and taken back once', async () => {
    const { inquiry } = counter(1_000);
    const keys: string[] = [];
    const ask = (key: string): Promise<typeof answer> => (keys.push(key), Promise.resolve(answer));
    await inquiry.count(ask);
    await inquiry.count(ask);
    await inquiry.takeBack(ask);
    await inquiry.takeBack(ask);
    expect([new Set(keys).size, keys.length, inquiry.shown]).toEqual([3, 3, false]);
  });

  it('counts one for a double press, and takes nothing back by it', async () => {
    const { inquiry } = counter(100);
    let asked = 0;
    const ask = (): Promise<typeof answer> => ((asked += 1), Promise.resolve(answer));
    await inquiry.count(ask);
    await inquiry.count(ask);
    await inquiry.takeBack(ask);
    expect([asked, inquiry.shown]).toEqual([1, true]);
  });

  it('sends the same request again where there was no answer, and says that none was counted', async () => {
    const { inquiry, refused } = counter(1_000);
    const keys: string[] = [];
    const ask = (key: string): Promise<typeof answer> => (
      keys.push(key),
      Promise.reject(new Error('no answer'))
    );
    await inquiry.count(ask);
    await inquiry.count(ask);
    expect([new Set(keys).size, keys.length, refused.length, inquiry.shown]).toEqual([1, 2, 2, false]);
  });

  it('can be taken back for as long as the office lets a step be undone', async () => {
    vi.useFakeTimers();
    const { inquiry } = counter(1_000);
    await inquiry.count(() => Promise.resolve({ undo_seconds: 30 }));
    vi.advanceTimersByTime(29_000);
    expect(inquiry.shown).toBe(true);
    vi.advanceTimersByTime(1_000);
    expect(inquiry.shown).toBe(false);
    await inquiry.count(() => Promise.resolve({ undo_seconds: 0 }));
    expect(inquiry.shown).toBe(false);
    vi.useRealTimers();
  });
});
