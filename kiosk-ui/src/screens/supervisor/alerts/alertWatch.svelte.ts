// SPDX-License-Identifier: MPL-2.0
import { chime } from '../../../lib/sound';
import { type Alert, isWorse } from './alerts';
import type { AlertSettings } from './alertSettings';

interface Parts {
  /** `null` while nothing is known: what was answered stays so. */
  alerts: () => Alert[] | null;
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

const isNew = (alert: Alert, known: Alert[]): boolean =>
  known.every((before) => before.key !== alert.key || isWorse(alert, before));
/** Of those before, what still is so. What is over alerts again when it comes back. */
const still = (known: Alert[], now: Alert[]): Alert[] =>
  known.filter(({ key }) => now.some((alert) => alert.key === key));

/** Alerts once of each passed threshold, until it is answered or over. Call while a component starts. */
export function watchAlerts({ alerts, settings, text, title }: Parts): AlertWatch {
  let answered = $state.raw<Alert[]>([]);
  let heard: Alert[] = [];
  const open = $derived((alerts() ?? []).filter((alert) => isNew(alert, answered)));
  $effect(() => {
    const now = alerts();
    if (now === null) return;
    const left = still(answered, now);
    if (left.length < answered.length) answered = left;
    heard = still(heard, now);
    const next = open.filter((alert) => isNew(alert, heard));
    if (next.length === 0) return;
    heard = [...heard, ...next];
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
    answer: (alert) => void (answered = [...answered, alert]),
  };
}
