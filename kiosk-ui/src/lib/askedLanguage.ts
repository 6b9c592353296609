// SPDX-License-Identifier: MPL-2.0
import { type Language, languages, staffLanguages } from '../wire/wire';

const key = 'mintur.language';
/** People sign in in any language; the other screens of staff have fewer. */
const known: Record<string, readonly Language[]> = { signin: languages };

/**
 * The language that a screen's address asks for, as /desk/1?lang=en; else Danish. The sign-in keeps it
 * while the person is at the identity provider, which leads back to an address without it.
 */
export function askedLanguage(
  screen: string,
  search: string,
  storage: Pick<Storage, 'getItem' | 'setItem'> | null,
): Language {
  const isKnown = (language: string | null): language is Language =>
    (known[screen] ?? staffLanguages).some((one) => one === language);
  const asked = new URLSearchParams(search).get('lang');
  if (!(screen in known)) return isKnown(asked) ? asked : 'da';
  try {
    if (isKnown(asked)) storage?.setItem(key, asked);
    const kept = asked ?? storage?.getItem(key) ?? null;
    return isKnown(kept) ? kept : 'da';
  } catch {
    return isKnown(asked) ? asked : 'da';
  }
}
