// SPDX-License-Identifier: MPL-2.0
import { minutesBetween } from '../../../lib/clock';
import type { Device, SupervisorView } from '../../../wire/wire';
import type { AlertKind, AlertSettings, Threshold } from './alertSettings';

/** A threshold that is passed. */
export interface Alert {
  kind: AlertKind;
  /** Which one it is: what was answered does not alert again, and the next one does. */
  key: string;
  /** When it began; for promises at risk, how many they are. */
  about: { since: string; device?: string } | { count: number };
}

export interface Watched {
  figures: Pick<SupervisorView['figures'], 'longest_wait_since' | 'promises_at_risk'>;
  help_asked_at: string | null;
}

const passed = (count: number, threshold: Threshold): boolean => threshold !== null && count >= threshold;

/** `at`: the office's clock, in milliseconds. `machine`: the server's, which devices are seen by. */
export function alertsOf(
  { figures, help_asked_at: asked }: Watched,
  devices: Pick<Device, 'actor' | 'role' | 'revoked_at' | 'open_screens' | 'seen_at'>[],
  settings: AlertSettings,
  at: number,
  machine: number,
): Alert[] {
  const alerts: Alert[] = [];
  const since = (kind: AlertKind, start: string | null): void => {
    if (start === null || !passed(minutesBetween(start, at), settings[kind])) return;
    alerts.push({ kind, key: `${kind} ${start}`, about: { since: start } });
  };
  since('help', asked);
  if (figures.promises_at_risk > 0 && passed(figures.promises_at_risk, settings.risk)) {
    const count = figures.promises_at_risk;
    alerts.push({ kind: 'risk', key: `risk ${count}`, about: { count } });
  }
  for (const { actor, role, revoked_at, open_screens, seen_at } of devices) {
    if (role !== 'kiosk' || revoked_at !== null || open_screens > 0 || seen_at === null) continue;
    if (passed(minutesBetween(seen_at, machine), settings.kiosk))
      alerts.push({
        kind: 'kiosk',
        key: `kiosk ${actor} ${seen_at}`,
        about: { since: seen_at, device: actor },
      });
  }
  since('wait', figures.longest_wait_since);
  return alerts;
}
