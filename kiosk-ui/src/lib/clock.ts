// SPDX-License-Identifier: MPL-2.0
/** Times as people read them, always in the office's time zone. */
import type { Language } from '../wire/wire';

export type Instant = string | number | Date;

// Latin digits in every language: the number on the paper and the time on the wall look the same.
const locales: Record<Language, string> = { da: 'da-DK', en: 'en-GB', ar: 'ar-u-nu-latn' };

export const localeOf = (language: Language): string => locales[language];

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i;
const dateOnly = /^\d{4}-\d{2}-\d{2}$/;

export const isDateTime = (value: unknown): value is string =>
  typeof value === 'string' && dateTime.test(value);
export const isDate = (value: unknown): value is string => typeof value === 'string' && dateOnly.test(value);

const formatters = new Map<string, Intl.DateTimeFormat>();

// Making an Intl formatter is slow, and the board formats every second.
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const found = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, found);
  return found;
}

/** "9.05" in Danish, "9:05" elsewhere; the word "kl." belongs to the sentence. */
export function clockText(at: Instant, language: Language, zone: string): string {
  const options = { hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const;
  const parts = formatter('en-GB', options).formatToParts(new Date(at));
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${Number(part('hour'))}${language === 'da' ? '.' : ':'}${part('minute')}`;
}

/** "mandag den 23. november": the day of a date (YYYY-MM-DD) or of an instant in the office. */
export function dayText(day: Instant, language: Language, zone: string): string {
  // A bare date is a calendar day, not midnight in Greenwich.
  const timeZone = isDate(day) ? 'UTC' : zone;
  const format = formatter(localeOf(language), { weekday: 'long', day: 'numeric', month: 'long', timeZone });
  const parts = format.formatToParts(new Date(day));
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  // Composed here: browsers differ in whether Danish has "den".
  const number = language === 'da' ? `den ${part('day')}.` : part('day');
  return `${part('weekday')} ${number} ${part('month')}`;
}

/** Whole minutes from one instant to another, rounded down, never below zero. */
export function minutesBetween(from: Instant, to: Instant): number {
  return Math.max(0, Math.floor((new Date(to).getTime() - new Date(from).getTime()) / 60_000));
}
