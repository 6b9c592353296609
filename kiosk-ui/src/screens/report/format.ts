import { localeOf } from '../../lib/clock';
import { reading, t } from '../../lib/words.svelte';
import { num } from '../../lib/measures';
import { find } from '../../lib/fluent';
import type { Changed, Count, Figure, Measure, Range, Setting } from '../../wire/wire';
import { groups } from '../../lib/policyFields';

export function ends(range: Range, decimals = 0): string {
  const [low, high] = [num(range.low, decimals), num(range.high, decimals)];
  if (low === high) return low;
  return range.low < 0 ? t('report-from-to', { low, high }) : `${low}–${high}`;
}

export const count = (of: Count): string =>
  typeof of === 'object' ? num(of.told) : t(of === 'hidden' ? 'worth-hidden' : 'worth-under-five');

export const isTold = (of: Count): boolean => typeof of === 'object';

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

/** The value; or that there is too little to say it. */
export const told = (figure: Figure, said: (value: number) => string): string =>
  figure.value === null ? t('report-too-little') : said(figure.value);

/** «95 %: 15–21 · n = 240», or that few lie behind it. */
export function sureness(figure: Figure, said: (value: number) => string): string {
  if (figure.value === null) return '';
  const n = figure.n === null ? t('worth-under-five') : num(figure.n);
  if (!figure.interval) return t('report-no-interval', { n });
  return t('report-interval', { low: said(figure.interval.low), high: said(figure.interval.high), n });
}

export const measureWord = (measure: Measure): string => t(`worth-measure-${measure.replaceAll('_', '-')}`);

/** «3. mar. 2026». */
export function date(of: string): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(localeOf(reading.language), options).format(new Date(`${of}T12:00:00Z`));
}

/** Days since 1970, for a place on an axis. */
export const dayNumber = (of: string): number => Date.parse(`${of}T00:00:00Z`) / 86_400_000;

export function shortDate(day: number): string {
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(localeOf(reading.language), options).format(new Date(day * 86_400_000));
}

/** «reglerne for køen. Løftets længde: fra 20 til 25 minutter». */
export function changed(change: Changed): string {
  return [
    t(`report-change-${change.kind}`),
    ...change.turned.map(({ setting, from, to }) => turned(setting, from, to)),
  ].join('. ');
}

function turned(name: string, from: Setting, to: Setting): string {
  const key = name.replaceAll('_', '-');
  const word =
    find(reading.language, `supervisor-policy-${key}`) ??
    find(reading.language, `report-turned-${key}`) ??
    name;
  const unit =
    name === 'reserved_minutes'
      ? 'minutes'
      : groups.flatMap(({ fields }) => fields).find((field) => field.name === name)?.unit;
  const said = (of: Setting): string =>
    typeof of === 'number' ? num(of) : t(of ? 'supervisor-yes' : 'supervisor-no');
  return t('report-turned', {
    setting: word,
    from: said(from),
    to: unit ? `${said(to)} ${t(`supervisor-unit-${unit}`)}` : said(to),
  });
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** «mandag» within a sentence, «Mandag» where it stands first. */
export function weekday(name: string, first = true): string {
  // 5 January 2026 was a Monday.
  const day = new Date(Date.UTC(2026, 0, 5 + weekdays.indexOf(name)));
  const said = new Intl.DateTimeFormat(localeOf(reading.language), {
    weekday: 'long',
    timeZone: 'UTC',
  }).format(day);
  return first ? said.charAt(0).toLocaleUpperCase() + said.slice(1) : said;
}
