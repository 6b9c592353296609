// SPDX-License-Identifier: MPL-2.0
import { type Measure, shareMeasures } from '../wire/wire';
import { localeOf } from './clock';
import { locale, t } from './words.svelte';

export const num = (value: number, decimals = 0): string =>
  value.toLocaleString(localeOf(locale.language), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });

export const percent = (share: number, decimals = 0): string =>
  t('report-percent', { value: num(share * 100, decimals) });

export const isShare = (measure: Measure): boolean => shareMeasures.some((share) => share === measure);

/** A measure's value as it is read: a share in percent, the rest with one decimal. */
export const value = (measure: Measure, of: number): string =>
  isShare(measure) ? percent(of, 1) : num(of, 1);
