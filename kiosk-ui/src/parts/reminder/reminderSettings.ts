// SPDX-License-Identifier: MPL-2.0
/** How this screen reminds whoever sits at it. */
import { KeptChoice } from '../../lib/keptChoice';

/** Seconds to choose from; `null` is never. */
export const waits = [10, 30, 60, null] as const;
export type Wait = (typeof waits)[number];

export interface ReminderSettings {
  after: Wait;
  sound: boolean;
  /** In the name of the browser's tab, for a clerk who works in another window. */
  tab: boolean;
}

export const usual: ReminderSettings = { after: 10, sound: true, tab: true };

export const keptReminder = new KeptChoice('mintur-reminder', usual, isSettings);

function isSettings(value: unknown): value is ReminderSettings {
  if (typeof value !== 'object' || value === null) return false;
  const { after, sound, tab } = value as Record<string, unknown>;
  return waits.includes(after as Wait) && typeof sound === 'boolean' && typeof tab === 'boolean';
}
