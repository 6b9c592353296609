// SPDX-License-Identifier: MPL-2.0
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import type { Language } from '../wire/wire';
import { localeOf } from './clock';
import { directionOf } from './languages';

export type Values = Record<string, FluentVariable>;

/** Fluent texts by path; a path ends in `/<language>/<list>.ftl`. The Rust server reads the same files. */
export type Lists = Record<string, string>;

// Danish is built into each screen (see src/entries); every other list is a file of its own.
const onDemand = import.meta.glob<string>(['../words/*/*.ftl', '!../words/da/*.ftl'], {
  query: '?raw',
  import: 'default',
});

const bundles: Partial<Record<Language, FluentBundle>> = {};
const names = new Set<string>();

const nameOf = (path: string): string => /([^/]+)\.ftl$/.exec(path)?.[1] ?? '';

/** Adds built-in lists. Other languages load the lists of the same names. */
export function addLists(language: Language, lists: Lists): void {
  for (const path of Object.keys(lists)) names.add(nameOf(path));
  bundles[language] = bundleOf(language, Object.values(lists), bundles[language]);
}

export const hasLanguage = (language: Language): boolean => bundles[language] !== undefined;

/** Loads this screen's lists in `language`; rejects when one of them does not arrive. */
export async function loadLanguage(language: Language): Promise<void> {
  if (hasLanguage(language)) return;
  const wanted = Object.entries(onDemand).filter(
    ([path]) => path.includes(`/words/${language}/`) && names.has(nameOf(path)),
  );
  const texts = await Promise.all(wanted.map(([, load]) => load()));
  bundles[language] = bundleOf(language, texts);
}

function bundleOf(language: Language, texts: readonly string[], started?: FluentBundle): FluentBundle {
  // Isolation marks keep times and numbers in place in right-to-left text; other languages do not need them.
  const useIsolating = directionOf(language) === 'rtl';
  const bundle = started ?? new FluentBundle(localeOf(language), { useIsolating });
  for (const text of texts) bundle.addResource(new FluentResource(text));
  return bundle;
}

/** The sentence in the language, else in Danish, else undefined. */
export function find(language: Language, key: string, values?: Values): string | undefined {
  for (const bundle of [bundles[language], bundles.da]) {
    const pattern = bundle?.getMessage(key)?.value;
    if (bundle && pattern) return format(bundle, pattern, key, values);
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
