// SPDX-License-Identifier: MPL-2.0
/** When this screen alerts the supervisor. */
import { KeptChoice } from '../../../lib/keptChoice';

/** What to choose from: minutes, or how many promises; `null` is never. */
export const thresholds = {
  wait: [20, 30, 45, 60, null],
  risk: [1, 2, 3, null],
  help: [1, 2, 5, null],
  kiosk: [1, 5, 15, null],
} as const;

export type AlertKind = keyof typeof thresholds;
export const kinds = Object.keys(thresholds) as AlertKind[];
export type Threshold = number | null;

export interface AlertSettings extends Record<AlertKind, Threshold> {
  sound: boolean;
  /** In the name of the browser's tab. */
  tab: boolean;
}

export const usual: AlertSettings = { wait: 45, risk: 1, help: 2, kiosk: 1, sound: true, tab: true };

export const keptAlerts = new KeptChoice('mintur-alerts', usual, isSettings);

function isSettings(value: unknown): value is AlertSettings {
  if (typeof value !== 'object' || value === null) return false;
  const kept = value as Record<string, unknown>;
  const isOffered = (kind: AlertKind): boolean => thresholds[kind].some((offered) => offered === kept[kind]);
  return kinds.every(isOffered) && typeof kept.sound === 'boolean' && typeof kept.tab === 'boolean';
}
