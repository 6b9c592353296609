import { untrack } from 'svelte';
import type { BoardCall, BoardView } from '../../wire/wire';
import { arrange, begin, move, take, type AnnouncementState } from './announcements';

/** How long one announcement takes: chime, two slow pulses, speech. */
export const momentMs = 7_000;

export interface Announcer {
  /** Plays the chime and speaks the call. */
  announce: (call: BoardCall) => void;
}

/** Announces calls one at a time; call while a component starts. */
export function queueAnnouncements(
  view: () => BoardView,
  heard: readonly BoardCall[],
  announcer: () => Announcer,
) {
  let turns = $state.raw<AnnouncementState>(begin(heard));

  $effect(() => {
    const { calls, now } = view();
    untrack(() => (turns = take(turns, calls, Date.parse(now))));
  });

  const showing = $derived(turns.showing);

  $effect(() => {
    if (!showing) return;
    untrack(announcer).announce(showing);
    const timer = setTimeout(() => (turns = move(turns)), momentMs);
    return () => clearTimeout(timer);
  });

  const arranged = $derived(arrange(turns, view().calls));
  return {
    get showing() {
      return showing;
    },
    get large() {
      return arranged.large;
    },
    get others() {
      return arranged.others;
    },
  };
}
