// SPDX-License-Identifier: MPL-2.0
import { localeOf } from '../../lib/clock';
import { locale, t } from '../../lib/words.svelte';
import { num } from '../../lib/measures';
import { find } from '../../lib/fluent';
import {
  type Count,
  type DatedRuleChange,
  type Figure,
  type Gain,
  type Measure,
  type Range,
  type Setting,
  type Weekday,
  weekdays,
} from '../../wire/wire';
import { groups } from '../../lib/policyFields';

export function rangeText(range: Range, decimals = 0): string {
  const [low, high] = [num(range.low, decimals), num(range.high, decimals)];
  if (low === high) return low;
  return range.low < 0 ? t('report-from-to', { low, high }) : `${low}–${high}`;
}

export const countText = (count: Count): string =>
  typeof count === 'object' ? num(count.told) : t(count === 'hidden' ? 'worth-hidden' : 'worth-under-five');

export const isDisclosed = (count: Count): boolean => typeof count === 'object';

/** The figure whose events a measure is made of. */
const figures: Partial<Record<Measure, string>> = {
  citizens_per_day: 'citizens',
  wait_minutes: 'waits',
  served_share: 'served',
  mitid_share: 'mitid',
  promises_kept_share: 'promises_kept',
  gap_used_share: 'gaps_held',
  companion_hours: 'companion_hours',
  bookings_touched_share: 'bookings_touched',
};

export const figureOf = (measure: Measure): string => figures[measure] ?? '';

/** The value, or that there are too few cases. */
export const figureText = (figure: Figure, format: (value: number) => string): string =>
  figure.value === null ? t('report-too-little') : format(figure.value);

/** «95 %: 15–21 · n = 240», or that there are few cases. */
export function intervalText(figure: Figure, format: (value: number) => string): string {
  if (figure.value === null) return '';
  const n = figure.n === null ? t('worth-under-five') : num(figure.n);
  if (!figure.interval) return t('report-no-interval', { n });
  return t('report-interval', { low: format(figure.interval.low), high: format(figure.interval.high), n });
}

export const measureName = (measure: Measure): string => t(`worth-measure-${measure.replaceAll('_', '-')}`);

/** «3. mar. 2026». */
export function date(day: string): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(localeOf(locale.language), options).format(new Date(`${day}T12:00:00Z`));
}

/** Days since 1970, for a place on an axis. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

export function shortDate(day: number): string {
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(localeOf(locale.language), options).format(new Date(day * 86_400_000));
}

/** «reglerne for køen. Løftets længde: fra 20 til 25 minutter». */
export function changeText(change: DatedRuleChange): string {
  return [
    t(`report-change-${change.kind}`),
    ...change.turned.map(({ setting, from, to }) => settingText(setting, from, to)),
  ].join('. ');
}

function settingText(name: string, from: Setting, to: Setting): string {
  const key = name.replaceAll('_', '-');
  const label = find(locale.language, `supervisor-policy-${key}`) ?? t(`report-setting-${key}`);
  const unit =
    name === 'reserved_minutes'
      ? 'minutes'
      : groups.flatMap(({ fields }) => fields).find((field) => field.name === name)?.unit;
  const value = (setting: Setting): string =>
    typeof setting === 'number' ? num(setting) : t(setting ? 'supervisor-yes' : 'supervisor-no');
  return t('report-setting', {
    setting: label,
    from: value(from),
    to: unit ? `${value(to)} ${t(`supervisor-unit-${unit}`)}` : value(to),
  });
}

/** That companions spent more time, or may have; a loss is a result too. Nothing where hours were saved. */
export function lossText({ effect }: Gain): string {
  const { low, high } = effect.direct_hours_per_citizen;
  if (low >= 0) return '';
  if (high > 0) return t('report-loss-or-saving', { loss: num(-low, 1), saving: num(high, 1) });
  return t('report-loss', { loss: rangeText({ low: -high, high: -low }, 1) });
}

/** «mandag» within a sentence, «Mandag» at its start. */
export function weekdayName(name: Weekday, first = true): string {
  // 5 January 2026 was a Monday.
  const day = new Date(Date.UTC(2026, 0, 5 + weekdays.indexOf(name)));
  const text = new Intl.DateTimeFormat(localeOf(locale.language), {
    weekday: 'long',
    timeZone: 'UTC',
  }).format(day);
  return first ? text.charAt(0).toLocaleUpperCase() + text.slice(1) : text;
}
