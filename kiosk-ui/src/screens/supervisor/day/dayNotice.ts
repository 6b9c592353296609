// SPDX-License-Identifier: MPL-2.0
import { find, loadLanguage } from '../../../lib/fluent';
import { clockText, type Instant } from '../../../lib/clock';
import { locale } from '../../../lib/words.svelte';
import { type Language, languages, type LocalizedText, type SupervisorView } from '../../../wire/wire';
import { instantAt } from '../shared/dayTime';

/** Sentences that ship in every language: nobody has to translate on a bad morning. */
export const readyMadeNotices = ['mitid-down', 'closing-early', 'long-wait'] as const;

export type ReadyMadeNotice = (typeof readyMadeNotices)[number];

/** A moment as a time field has it, on the office's clock: "09:05". */
export const timeField = (at: Instant): string => clockText(at, 'en', locale.zone).padStart(5, '0');

/** When a notice ends if nobody says otherwise: as the office closes; after that, with the day. */
export function endOf(day: Pick<SupervisorView, 'day_start' | 'day_minutes' | 'hours' | 'now'>): number {
  const closes = instantAt(day, day.hours?.[1] ?? day.day_minutes);
  const last = instantAt(day, day.day_minutes - 1);
  return Date.parse(day.now) < closes ? Math.min(closes, last) : last;
}

/** A ready-made notice in every language that could be loaded, with the time as each of them writes it. */
export async function readyMadeNotice(name: ReadyMadeNotice, until: string): Promise<LocalizedText> {
  const text = (language: Language): string => {
    const time = language === 'da' ? until.replace(':', '.') : until;
    // The office stores no marks that change the reading direction.
    return (find(language, `notice-${name}`, { time }) ?? '').replace(/[\u2066-\u2069]/g, '');
  };
  const others = languages
    .filter((language) => language !== 'da')
    .map(async (language) => {
      const loaded = await loadLanguage(language).then(
        () => true,
        () => false,
      );
      return loaded ? { [language]: text(language) } : {};
    });
  return Object.assign({ da: text('da') }, ...(await Promise.all(others))) as LocalizedText;
}
