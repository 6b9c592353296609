// SPDX-License-Identifier: MPL-2.0
import { chime } from '../../lib/sound';
import type { ReminderSettings } from './reminderSettings';

interface Parts {
  /** What waits for the person at the screen, in words; `null` where nothing does. */
  about: () => string | null;
  settings: () => ReminderSettings;
  /** The name of the tab while nobody is reminded. */
  title: () => string;
}

/**
 * Reminds once of what has waited long enough: by colour, and where it is wanted by sound and in the name of
 * the tab. Call while a component starts.
 */
export function remind({ about, settings, title }: Parts): { readonly due: boolean } {
  let due = $state(false);
  const subject = $derived(about());
  const after = $derived(settings().after);
  $effect(() => {
    due = false;
    if (subject === null || after === null) return;
    const timer = setTimeout(() => {
      due = true;
      if (settings().sound) chime();
    }, after * 1000);
    return () => clearTimeout(timer);
  });
  $effect(() => {
    document.title = due && settings().tab ? `● ${subject}` : title();
  });
  return {
    get due() {
      return due;
    },
  };
}
