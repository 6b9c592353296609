// SPDX-License-Identifier: MPL-2.0
import type { Icon, Language, LocalizedText, OfficeWords } from '../wire/wire';
import { find } from './fluent';
import { locale, t } from './words.svelte';

/** A text as the reader gets it. */
export interface ShownText {
  text: string;
  /** What it is written in: Danish where nobody has translated it. */
  language: Language;
}

/** An office's own words in the reader's language, or in Danish. */
export const localized = (own: LocalizedText): ShownText => {
  const text = own[locale.language];
  return text === undefined ? { text: own.da, language: 'da' } : { text, language: locale.language };
};

/** Whether the reader gets a text in another language than their own. */
export const isUntranslated = ({ language }: ShownText): boolean => language !== locale.language;

/** For places without markup: what nobody has translated says so in its words. */
export const plainText = (shown: ShownText): string =>
  isUntranslated(shown) ? t('common-untranslated-text', { text: shown.text }) : shown.text;

/** The words that ship for a key; undefined where no list has it. */
export const readyMade = (prefix: string, key: string): ShownText | undefined => {
  const text = find(locale.language, `${prefix}-${key.replaceAll('_', '-')}`);
  return text === undefined ? undefined : { text, language: locale.language };
};

const named = (kind: 'errand' | 'outcome', own: LocalizedText | undefined, id: string): ShownText =>
  (own && localized(own)) ??
  readyMade(`common-${kind}`, id) ?? { text: t(`common-unnamed-${kind}`), language: locale.language };

export const errandName = (words: Pick<OfficeWords, 'errands'>, id: string): ShownText =>
  named('errand', words.errands[id], id);

export const outcomeName = (words: Pick<OfficeWords, 'outcomes'>, id: string): ShownText =>
  named('outcome', words.outcomes[id], id);

const readyMadeIcons: Record<string, Icon> = {
  new_mitid: 'id_card',
  restore_mitid: 'key',
  digital_post: 'letter',
  passport_help: 'passport',
  address: 'house',
};

export const errandIcon = (words: Pick<OfficeWords, 'icons'>, id: string): Icon =>
  words.icons[id] ?? readyMadeIcons[id] ?? 'dots';
