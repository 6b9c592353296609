// SPDX-License-Identifier: MPL-2.0
import { t, time } from '../../../lib/words.svelte';
import { deviceName } from '../shared/deviceName';
import type { Alert } from './alerts';

/** Stays the same while the alert lasts, so that it is not announced every minute. */
export function alertText({ kind, about }: Alert): string {
  if ('count' in about) return t(`alerts-said-${kind}`, { count: about.count });
  if ('device' in about) return t(`alerts-said-${kind}`, { device: deviceName(about.device) });
  return t(`alerts-said-${kind}`, { time: time(about.since) });
}
