import { untrack } from 'svelte';
import type { BoardCall, BoardView } from '../../wire/wire';
import { arrange, begin, move, take, type Turns } from './announcements';

/** Chime, two slow pulses, the words: then the next call may have its moment. */
export const momentMs = 7_000;

export interface Announcer {
  /** Gives a call its chime and its words. */
  announce: (call: BoardCall) => void;
}

/** Keeps the turns while the board runs; call while a component starts. */
export function keepTurns(view: () => BoardView, heard: readonly BoardCall[], announcer: () => Announcer) {
  let turns = $state.raw<Turns>(begin(heard));

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
