// SPDX-License-Identifier: MPL-2.0
import { type Language, languages, type OfficeWords, type Reason, type ReasonWithText } from '../wire/wire';
import { clockText, dayText, type Instant, isDate, isDateTime } from './clock';
import { find, hasLanguage, loadLanguage, type Values } from './fluent';
import { directionOf } from './languages';
import { defaultZone } from './session';

export type { Values } from './fluent';

class Locale {
  language = $state<Language>('da');
  zone = $state(defaultZone);
  /** What stands on desks that are not called by their ids. */
  desks = $state.raw<OfficeWords['desks']>({});
  /** The last choice of language could not be loaded. */
  failed = $state(false);
  readonly direction = $derived(directionOf(this.language));
}

/** The language and time zone of this page; every `t` follows them. */
export const locale = new Locale();

export const isLanguage = (value: unknown): value is Language => languages.includes(value as Language);

let requested: Language = 'da';

/** Switches the page's language, at once if it is loaded. False if it cannot be loaded: the old one stays. */
export async function setLanguage(
  language: Language,
  load: (language: Language) => Promise<void> = loadLanguage,
): Promise<boolean> {
  requested = language;
  if (!hasLanguage(language)) {
    const loaded = await load(language).then(
      () => true,
      () => false,
    );
    // Another language was chosen in the meantime.
    if (requested !== language) return true;
    locale.failed = !loaded;
    if (!loaded) return false;
  } else if (language !== locale.language) locale.failed = false;
  locale.language = language;
  if (typeof document !== 'undefined') {
    document.documentElement.lang = language;
    document.documentElement.dir = locale.direction;
  }
  return true;
}

export function setDeskNames(desks: OfficeWords['desks']): void {
  locale.desks = desks;
}

/** What stands on a desk. */
export const deskName = (id: string): string => locale.desks[id] ?? id;

export function setZone(zone: string): void {
  locale.zone = zone;
}

/** The sentence behind `key`. A missing one shows its key, and the tests of the lists fail first. */
export function t(key: string, values?: Values): string {
  const text = find(locale.language, key, values);
  if (text === undefined) console.error(`words: no ${key}`);
  return text ?? key;
}

/** "10.40" in the reader's language and the office's zone. */
export const time = (at: Instant): string => clockText(at, locale.language, locale.zone);

/** "mandag den 23. november". */
export const day = (at: Instant): string => dayText(at, locale.language, locale.zone);

/** One plain sentence that says why; the server's own where this screen does not know the code. */
export function reasonText(reason: Reason | ReasonWithText): string {
  const { code, text = '', ...values } = { text: undefined, ...reason };
  const key = `reason-${code.replaceAll('_', '-')}`;
  return find(locale.language, key, readable(values)) ?? text;
}

/** Instants become clock times, dates become days, lists are joined, the rest stays. */
function readable(values: Record<string, unknown>): Values {
  const out: Values = {};
  for (const [name, value] of Object.entries(values)) {
    if (isDateTime(value)) out[name] = time(value);
    else if (isDate(value)) out[name] = day(value);
    else if (name === 'desk' && typeof value === 'string') out[name] = deskName(value);
    // A ticket's number is a name, not a count: never "1.204".
    else if (typeof value === 'number') out[name] = name === 'number' ? String(value) : value;
    else if (value !== null && value !== undefined)
      out[name] = Array.isArray(value) ? value.join(', ') : (value as { toString: () => string }).toString();
  }
  return out;
}
