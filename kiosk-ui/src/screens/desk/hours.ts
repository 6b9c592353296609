// SPDX-License-Identifier: MPL-2.0
import { mostCompanionMinutes } from '../../wire/wire';

/** Hours as typed, «1,5» or «1.5», in minutes; undefined if it is no number. */
export function minutesOf(hours: string): number | undefined {
  const plain = hours.trim().replace(',', '.');
  const minutes = /^\d+(\.\d+)?$/.test(plain) ? Math.round(Number(plain) * 60) : NaN;
  return Number.isFinite(minutes) && minutes <= mostCompanionMinutes ? minutes : undefined;
}
