// SPDX-License-Identifier: MPL-2.0
import { untrack } from 'svelte';
import type { BoardCall, BoardView } from '../../wire/wire';
import { advance, type AnnouncementState, arrange, initial, receive } from './announcements';

/** How long one announcement takes: chime, two slow pulses, speech. */
export const announcementMs = 7_000;

export interface Announcer {
  /** Plays the chime and speaks the call. */
  announce: (call: BoardCall) => void;
}

/** Announces calls one at a time. */
export class AnnouncementQueue {
  #state: AnnouncementState;
  #view: () => BoardView;
  readonly #arranged = $derived.by(() => arrange(this.#state, this.#view().calls));

  constructor(view: () => BoardView, announcedBefore: readonly BoardCall[]) {
    this.#state = $state.raw(initial(announcedBefore));
    this.#view = view;
  }

  /** The call that is being announced. */
  get showing(): BoardCall | null {
    return this.#state.showing;
  }
  get large(): BoardCall | null {
    return this.#arranged.large;
  }
  get others(): BoardCall[] {
    return this.#arranged.others;
  }

  receive({ calls, now }: BoardView): void {
    this.#state = receive(this.#state, calls, Date.parse(now));
  }

  advance(): void {
    this.#state = advance(this.#state);
  }
}

/** Creates the board's queue and lets it run; call while a component starts. */
export function createAnnouncementQueue(
  view: () => BoardView,
  announcedBefore: readonly BoardCall[],
  announcer: () => Announcer,
): AnnouncementQueue {
  const queue = new AnnouncementQueue(view, announcedBefore);
  $effect(() => {
    const received = view();
    untrack(() => queue.receive(received));
  });
  const showing = $derived(queue.showing);
  $effect(() => {
    if (!showing) return;
    untrack(announcer).announce(showing);
    const timer = setTimeout(() => queue.advance(), announcementMs);
    return () => clearTimeout(timer);
  });
  return queue;
}
