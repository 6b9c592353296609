// SPDX-License-Identifier: MPL-2.0
import type { Language } from '../wire/wire';
import { addLists, type Lists } from '../lib/fluent';

/** Tests have every list in every language; screens load only their own. */
const lists = import.meta.glob<string>('./*/*.ftl', { query: '?raw', import: 'default', eager: true });

for (const language of ['da', 'en', 'ar'] satisfies Language[]) {
  const own: Lists = Object.fromEntries(
    Object.entries(lists).filter(([path]) => path.startsWith(`./${language}/`)),
  );
  addLists(language, own);
}
