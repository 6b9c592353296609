// SPDX-License-Identifier: MPL-2.0
import { chime } from '../../../lib/sound';
import type { Alert } from './alerts';
import type { AlertSettings } from './alertSettings';

interface Parts {
  alerts: () => Alert[];
  settings: () => AlertSettings;
  text: (alert: Alert) => string;
  /** The name of the tab while nothing alerts. */
  title: () => string;
}

export interface AlertWatch {
  /** Those that nobody has answered. */
  readonly open: Alert[];
  answer: (alert: Alert) => void;
}

/** Alerts once of each passed threshold, until it is answered or over. Call while a component starts. */
export function watchAlerts({ alerts, settings, text, title }: Parts): AlertWatch {
  let answered = $state.raw<string[]>([]);
  let heard: string[] = [];
  const open = $derived(alerts().filter(({ key }) => !answered.includes(key)));
  $effect(() => {
    const now = alerts().map(({ key }) => key);
    // What is over alerts again when it comes back.
    if (answered.some((key) => !now.includes(key))) answered = answered.filter((key) => now.includes(key));
    heard = heard.filter((key) => now.includes(key));
    const next = open.filter(({ key }) => !heard.includes(key));
    if (next.length === 0) return;
    heard.push(...next.map(({ key }) => key));
    if (settings().sound) chime();
  });
  $effect(() => {
    const [first] = open;
    document.title = first && settings().tab ? `● ${text(first)}` : title();
  });
  return {
    get open() {
      return open;
    },
    answer: ({ key }) => void (answered = [...answered, key]),
  };
}
