// SPDX-License-Identifier: MPL-2.0
import { addLists, type Lists } from '../lib/fluent';
import { languages } from '../wire/wire';

/** Tests have every list in every language; screens load only their own. */
const lists = import.meta.glob<string>('./*/*.ftl', { query: '?raw', import: 'default', eager: true });

for (const language of languages) {
  const own: Lists = Object.fromEntries(
    Object.entries(lists).filter(([path]) => path.startsWith(`./${language}/`)),
  );
  addLists(language, own);
}
