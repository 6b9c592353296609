// SPDX-License-Identifier: MPL-2.0
/** Clock times that belong to no date: written by hand, not by zone. */
import { locale } from '../../../lib/words.svelte';

/** Minutes since midnight of "9:05". */
export const minuteOfClock = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
};

/** "9.05" in Danish, "9:05" elsewhere, as every other clock time on the screen. */
export const clockOfDay = (minute: number): string =>
  `${Math.floor(minute / 60)}${locale.language === 'da' ? '.' : ':'}${String(minute % 60).padStart(2, '0')}`;
