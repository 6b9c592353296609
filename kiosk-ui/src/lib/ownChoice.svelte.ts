// SPDX-License-Identifier: MPL-2.0
import type { KeptChoice } from './keptChoice';

export interface OwnChoice<Choice> {
  readonly settings: Choice;
  change: (settings: Choice) => void;
}

/** This browser's choice, remembered. */
export function ownChoice<Choice>(
  kept: KeptChoice<Choice>,
  storage: Storage | null = browserStorage(),
): OwnChoice<Choice> {
  let settings = $state.raw(kept.read(storage));
  return {
    get settings() {
      return settings;
    },
    change: (chosen) => {
      settings = chosen;
      kept.keep(storage, chosen);
    },
  };
}

function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
