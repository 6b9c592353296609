import type { Measure } from '../wire/wire';
import { localeOf } from './clock';
import { reading, t } from './words.svelte';

export const num = (value: number, decimals = 0): string =>
  value.toLocaleString(localeOf(reading.language), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });

export const percent = (share: number, decimals = 0): string =>
  t('report-percent', { value: num(share * 100, decimals) });

const shares: Measure[] = [
  'served_share',
  'mitid_share',
  'promises_kept_share',
  'gap_used_share',
  'bookings_touched_share',
];

export const isShare = (measure: Measure): boolean => shares.includes(measure);

/** A measure's value as it is read: a share in percent, the rest with one decimal. */
export const value = (measure: Measure, of: number): string =>
  isShare(measure) ? percent(of, 1) : num(of, 1);
