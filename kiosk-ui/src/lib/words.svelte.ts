import { clockText, dayText, type Instant, isDate, isDateTime, type Language } from './clock';
import { find, hasLanguage, loadLanguage, type Values } from './fluent';
import { defaultZone } from './session';

export type { Language } from './clock';
export type { Values } from './fluent';

/** Why the system decided as it did: a code and its values (rules.md, rule 8). */
export interface Reason {
  code: string;
  /** The server's own sentence, used when this screen is older than the code. */
  text?: string;
  [value: string]: unknown;
}

class Reading {
  language = $state<Language>('da');
  zone = $state(defaultZone);
  /** The last choice of language could not be loaded. */
  failed = $state(false);
  readonly direction = $derived(this.language === 'ar' ? 'rtl' : 'ltr');
}

/** The language and time zone this page is read in; every `t` follows it. */
export const reading = new Reading();

export const languages: readonly Language[] = ['da', 'en', 'ar'];

export const isLanguage = (value: unknown): value is Language => languages.includes(value as Language);

let wanted: Language = 'da';

/** Switches the page's language, at once if it is loaded. False if it cannot be loaded: the old one stays. */
export async function setLanguage(
  language: Language,
  load: (language: Language) => Promise<void> = loadLanguage,
): Promise<boolean> {
  wanted = language;
  if (!hasLanguage(language)) {
    const loaded = await load(language).then(
      () => true,
      () => false,
    );
    // Another language was chosen in the meantime.
    if (wanted !== language) return true;
    reading.failed = !loaded;
    if (!loaded) return false;
  } else if (language !== reading.language) reading.failed = false;
  reading.language = language;
  if (typeof document !== 'undefined') {
    document.documentElement.lang = language;
    document.documentElement.dir = reading.direction;
  }
  return true;
}

export function setZone(zone: string): void {
  reading.zone = zone;
}

/** The sentence behind `key`. A missing one shows its key, and the tests of the lists fail first. */
export function t(key: string, values?: Values): string {
  const text = find(reading.language, key, values);
  if (text === undefined) console.error(`words: no ${key}`);
  return text ?? key;
}

/** "10.40" in the reader's language and the office's zone. */
export const time = (at: Instant): string => clockText(at, reading.language, reading.zone);

/** "mandag den 23. november". */
export const day = (at: Instant): string => dayText(at, reading.language, reading.zone);

/** One plain sentence that says why. */
export function reasonText(reason: Reason): string {
  const { code, text, ...values } = reason;
  const key = `reason-${code.replaceAll('_', '-')}`;
  return find(reading.language, key, readable(values)) ?? text ?? '';
}

/** Instants become clock times, dates become days, lists are joined, the rest stays. */
function readable(values: Record<string, unknown>): Values {
  const out: Values = {};
  for (const [name, value] of Object.entries(values)) {
    if (isDateTime(value)) out[name] = time(value);
    else if (isDate(value)) out[name] = day(value);
    // A ticket's number is a name, not a count: never "1.204".
    else if (typeof value === 'number') out[name] = name === 'number' ? String(value) : value;
    else if (value !== null && value !== undefined)
      out[name] = Array.isArray(value) ? value.join(', ') : (value as { toString: () => string }).toString();
  }
  return out;
}

/** The translation of an office's own id (errand, outcome), or the id itself if no list has it. */
export const wordOr = (prefix: string, id: string): string =>
  find(reading.language, `${prefix}-${id.replaceAll('_', '-')}`) ?? id.replaceAll('_', ' ');
