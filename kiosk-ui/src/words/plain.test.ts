// SPDX-License-Identifier: MPL-2.0
import { expect, it } from 'vitest';

const lists = import.meta.glob<string>('./da/{access,busy,kiosk,start,ticket,reason}.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** LIX: words to a sentence and the share of long words (over six letters). */
function lix(text: string): number {
  const words = text.match(/[\p{L}\d.]*[\p{L}\d]/gu) ?? [];
  const sentences = text.split(/[.?!:;](?:\s|$)|\n/u).filter((part) => /\p{L}/u.test(part)).length;
  const long = words.filter((word) => word.length > 6).length;
  return words.length / sentences + (100 * long) / words.length;
}

/** The sentences of a list, with a time in every gap. */
const spoken = (list: string): string =>
  list
    .split('\n')
    .filter((line) => !line.startsWith('#') && !/->\s*$|^\}/.test(line))
    .map((line) =>
      line
        .replace(/^(?:[a-z-]+ =|\s*\*?\[\w+\])\s*/, '')
        .replace(/\{[^}]*\}/g, '10.40')
        .replaceAll('kl. ', 'kl '),
    )
    .filter(Boolean)
    .join('\n');

it.each(Object.entries(lists))('%s is read without effort (LIX at most 25)', (_, list) => {
  expect(lix(spoken(list))).toBeLessThanOrEqual(25);
});
