/** Words for ids that an office may have invented itself, and for what the server refuses. */
import { find } from '../../lib/fluent';
import { Problem } from '../../lib/problem';
import { type Reason, reading, reasonText, t } from '../../lib/words.svelte';

const hyphens = (id: string): string => id.replaceAll('_', '-');

/** The sentence, or nothing where the lists have none. */
export const wordOrNothing = (list: string, id: string): string | undefined =>
  /^[\w-]+$/.test(id) ? find(reading.language, `${list}-${hyphens(id)}`) : undefined;

/** The word for an id; an office's own id becomes readable. */
export const word = (list: string, id: string): string => wordOrNothing(list, id) ?? id.replaceAll('_', ' ');

/** A step of the briefing; what the lists do not know is the office's own text, shown as it is. */
export const stepWords = (id: string): { head: string; more: string } => ({
  head: wordOrNothing('desk-step', id) ?? id,
  more: wordOrNothing('desk-step', `${id}-more`) ?? '',
});

export const why = (reason: Reason): string => reasonText(reason) || reason.code.replaceAll('_', ' ');

/** What would have to change for this reason to fall away. */
export const change = (reason: Reason): string => wordOrNothing('desk-change', reason.code) ?? '';

export interface Refusal {
  text: string;
  why: string;
}

/** One plain sentence, and the server's own reason where it gave one. */
export function refusalOf(cause: unknown): Refusal {
  if (!(cause instanceof Problem)) return { text: t('desk-refusal-other'), why: '' };
  const reasons = Array.isArray(cause.rest.reasons) ? (cause.rest.reasons as Reason[]) : [];
  const first = reasons[0];
  return {
    text: wordOrNothing('desk-refusal', cause.code) ?? t('desk-refusal-other'),
    why: first && first.code !== cause.code ? why(first) : '',
  };
}
