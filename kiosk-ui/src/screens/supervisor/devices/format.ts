// SPDX-License-Identifier: MPL-2.0
import { day, t, time } from '../../../lib/words.svelte';
import type { Outage } from '../../../wire/wire';

/** A moment on the machine's clock: the time alone where it is today. */
export function moment(at: string, now: number = Date.now()): string {
  const clock = t('supervisor-device-at', { time: time(at) });
  return day(at) === day(now) ? clock : t('supervisor-screen-when', { day: day(at), clock });
}

export function outageText({ from, to }: Outage, now?: number): string {
  const minutes = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
  const length = t('common-minutes', { minutes });
  return t('supervisor-screen-outage', { from: moment(from, now), length });
}

/** What somebody typed as the ledger can name it: "Indgang Øst" is "indgang-oest". */
export function deviceId(typed: string): string {
  const plain = typed
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .normalize('NFD')
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return plain.slice(0, 40);
}
