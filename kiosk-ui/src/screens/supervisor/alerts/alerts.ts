// SPDX-License-Identifier: MPL-2.0
import { minutesBetween } from '../../../lib/clock';
import type { SupervisorView } from '../../../wire/wire';
import type { AlertKind, AlertSettings, Threshold } from './alertSettings';
import type { AwayKiosk } from './deviceWatch.svelte';

/** A threshold that is passed. */
export interface Alert {
  kind: AlertKind;
  /** Which one it is: what was answered does not alert again, and the next one does. */
  key: string;
  about: { since: string } | { count: number } | { device: string };
}

export interface Watched {
  figures: Pick<SupervisorView['figures'], 'longest_wait_since' | 'promises_at_risk'>;
  help_asked_at: string | null;
}

const passed = (count: number, threshold: Threshold): boolean => threshold !== null && count >= threshold;

/** `at`: the office's clock, in milliseconds; `pageMs`: the page's own, which kiosks are awaited by. */
export function alertsOf(
  { figures, help_asked_at: asked }: Watched,
  away: AwayKiosk[],
  settings: AlertSettings,
  at: number,
  pageMs: number,
): Alert[] {
  const alerts: Alert[] = [];
  const since = (kind: AlertKind, start: string | null): void => {
    if (start === null || !passed(minutesBetween(start, at), settings[kind])) return;
    alerts.push({ kind, key: `${kind} ${start}`, about: { since: start } });
  };
  since('help', asked);
  const count = figures.promises_at_risk;
  if (count > 0 && passed(count, settings.risk)) alerts.push({ kind: 'risk', key: 'risk', about: { count } });
  for (const { actor, sinceMs } of away)
    if (passed((pageMs - sinceMs) / 60_000, settings.kiosk))
      alerts.push({ kind: 'kiosk', key: `kiosk ${actor}`, about: { device: actor } });
  since('wait', figures.longest_wait_since);
  return alerts;
}

/** Whether an alert says more than the one that was answered: more promises are at risk than before. */
export const isWorse = ({ about }: Alert, answered: Alert): boolean =>
  'count' in about && 'count' in answered.about && about.count > answered.about.count;
