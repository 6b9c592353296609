// SPDX-License-Identifier: MPL-2.0
/** How this screen reminds whoever sits at it. Kept in the browser: it belongs to the place. */

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

const key = 'mintur-reminder';

/** What was kept, where it can be read and is one of the choices. */
export function readSettings(storage: Pick<Storage, 'getItem'> | null): ReminderSettings {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(key) ?? 'null');
    return isSettings(kept) ? kept : usual;
  } catch {
    return usual;
  }
}

export function keepSettings(storage: Pick<Storage, 'setItem'> | null, settings: ReminderSettings): void {
  try {
    storage?.setItem(key, JSON.stringify(settings));
  } catch {
    // Without storage the choice holds until the page is loaded again.
  }
}

function isSettings(value: unknown): value is ReminderSettings {
  if (typeof value !== 'object' || value === null) return false;
  const { after, sound, tab } = value as Record<string, unknown>;
  return waits.includes(after as Wait) && typeof sound === 'boolean' && typeof tab === 'boolean';
}
