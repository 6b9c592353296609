// SPDX-License-Identifier: MPL-2.0
import { keepSettings, readSettings, type ReminderSettings } from './reminderSettings';

export interface OwnReminder {
  readonly settings: ReminderSettings;
  change: (settings: ReminderSettings) => void;
}

/** This browser's choice, remembered. */
export function ownReminder(storage: Storage | null = browserStorage()): OwnReminder {
  let settings = $state.raw(readSettings(storage));
  return {
    get settings() {
      return settings;
    },
    change: (chosen) => {
      settings = chosen;
      keepSettings(storage, chosen);
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
