// SPDX-License-Identifier: MPL-2.0
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { states } from '../../gallery/board';
import type { BoardCall, BoardView } from '../../wire/wire';
import BoardScreen from './BoardScreen.svelte';
import { announcementMs } from './announcementQueue.svelte';

const viewOf = (name: string): BoardView => {
  const state = states[name];
  if (!state) throw new Error(`no state ${name}`);
  return state.view;
};

const opened: Record<string, unknown>[] = [];

function board(view: BoardView, announcedBefore: readonly BoardCall[] = view.calls) {
  const announced: number[] = [];
  const props = $state({
    view,
    announcedBefore,
    status: 'live' as const,
    staleSince: null,
    now: () => Date.parse(props.view.now),
    actions: { announce: (call: BoardCall) => void announced.push(call.number) },
  });
  opened.push(mount(BoardScreen, { target: document.body, props }));
  flushSync();
  return { announced, props };
}

const large = (): string => document.querySelector('.huge')?.textContent ?? '';
const pass = async (ms: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(ms);
  flushSync();
};

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  for (const screen of opened.splice(0)) await unmount(screen);
  vi.useRealTimers();
});

describe('the board', () => {
  it('gives two calls at once one moment each, and keeps both in sight', async () => {
    const { announced } = board(viewOf('crowded'), viewOf('crowded').calls.slice(2));
    expect([announced, large()]).toEqual([[116], '116']);
    expect(document.body.textContent).toContain('117');
    await pass(announcementMs);
    expect([announced, large()]).toEqual([[116, 117], '117']);
    await pass(announcementMs);
    expect(announced).toEqual([116, 117]);
  });

  it('does not announce again when the same state comes after a break', async () => {
    const { announced, props } = board(viewOf('usual'), []);
    await pass(10 * announcementMs);
    const before = announced.length;
    props.view = { ...viewOf('usual') };
    await pass(10 * announcementMs);
    expect(announced).toHaveLength(before);
  });

  it('announces a recall, also to screen readers', () => {
    const { announced } = board(viewOf('recall'), viewOf('usual').calls);
    expect(announced).toEqual([16]);
    expect(document.querySelector('.unseen[role=status]')?.textContent?.trim()).toBe('Nummer 16. Skranke 1.');
  });
});
