// SPDX-License-Identifier: MPL-2.0
import { find, loadLanguage } from '../../../lib/fluent';
import type { Language, LocalizedText } from '../../../wire/wire';

/** As the server has it. */
export const mostCharacters = 120;

/** Sentences that ship in every language: nobody has to translate on a bad morning. */
export const readyMadeNotices = ['mitid-down', 'closing-early', 'long-wait'] as const;

export type ReadyMadeNotice = (typeof readyMadeNotices)[number];

const lastMinute = 24 * 60 - 1;

/** Minutes since midnight as a time field has them, "09:05". */
export function timeField(minute: number): string {
  const within = Math.min(minute, lastMinute);
  return [Math.floor(within / 60), within % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The office's clock time of a moment, which carries the office's offset. */
export const timeFieldOf = (moment: string): string => moment.slice(11, 16);

/** A ready-made notice in every language that could be loaded, with the time as each of them writes it. */
export async function readyMadeNotice(name: ReadyMadeNotice, until: string): Promise<LocalizedText> {
  const text = (language: Language): string => {
    const time = language === 'da' ? until.replace(':', '.') : until;
    // The office stores no marks that change the reading direction.
    return (find(language, `notice-${name}`, { time }) ?? '').replace(/[\u2066-\u2069]/g, '');
  };
  const others = (['en', 'ar'] as const).map(async (language) => {
    const loaded = await loadLanguage(language).then(
      () => true,
      () => false,
    );
    return loaded ? { [language]: text(language) } : {};
  });
  return Object.assign({ da: text('da') }, ...(await Promise.all(others))) as LocalizedText;
}
