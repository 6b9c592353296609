import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { type Language, localeOf } from './clock';

/** The word lists as text: the Rust server includes the very same files. */
const lists = import.meta.glob<string>('../words/*/*.ftl', { query: '?raw', import: 'default', eager: true });

export type Values = Record<string, FluentVariable>;

function load(language: Language): FluentBundle {
  // Isolation marks keep times and numbers in place inside right-to-left text; elsewhere they only disturb.
  const bundle = new FluentBundle(localeOf(language), { useIsolating: language === 'ar' });
  for (const [path, text] of Object.entries(lists)) {
    if (path.includes(`/words/${language}/`)) bundle.addResource(new FluentResource(text));
  }
  return bundle;
}

const bundles: Record<Language, FluentBundle> = { da: load('da'), en: load('en'), ar: load('ar') };

/** The sentence in the language, else in Danish, else nothing. */
export function find(language: Language, key: string, values?: Values): string | undefined {
  for (const bundle of [bundles[language], bundles.da]) {
    const pattern = bundle.getMessage(key)?.value;
    if (pattern) return format(bundle, pattern, key, values);
  }
  return undefined;
}

type Pattern = Parameters<FluentBundle['formatPattern']>[0];

function format(bundle: FluentBundle, pattern: Pattern, key: string, values?: Values): string {
  const errors: Error[] = [];
  const text = bundle.formatPattern(pattern, values ?? null, errors);
  for (const error of errors) console.error(`words: ${key}: ${error.message}`);
  return text;
}
