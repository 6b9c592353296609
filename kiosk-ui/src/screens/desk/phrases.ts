// SPDX-License-Identifier: MPL-2.0
/** Labels of ids, which an office may define itself, and sentences for refusals. */
import { find } from '../../lib/fluent';
import { Problem } from '../../lib/problem';
import { locale, reasonText, t } from '../../lib/words.svelte';
import type { Reason, ReasonWithText } from '../../wire/wire';

const hyphens = (id: string): string => id.replaceAll('_', '-');

/** The label, if the lists have one. */
export const findLabel = (list: string, id: string): string | undefined =>
  /^[\w-]+$/.test(id) ? find(locale.language, `${list}-${hyphens(id)}`) : undefined;

/** The label of an id; an office's own id is made readable. */
export const labelOf = (list: string, id: string): string => findLabel(list, id) ?? id.replaceAll('_', ' ');

/** A step of the briefing; an unknown one is the office's own text and shown as it is. */
export const stepLabels = (id: string): { head: string; more: string } => ({
  head: findLabel('desk-step', id) ?? id,
  more: findLabel('desk-step', `${id}-more`) ?? '',
});

export const reasonSentence = (reason: Reason | ReasonWithText): string =>
  reasonText(reason) || reason.code.replaceAll('_', ' ');

/** What would have to change for this reason to disappear. */
export const remedySentence = (reason: Reason): string => findLabel('desk-change', reason.code) ?? '';

export interface Refusal {
  code: Problem['code'] | null;
  text: string;
  why: string;
}

/** One plain sentence, and the server's own reason where it gave one. */
export function refusalOf(cause: unknown): Refusal {
  if (!(cause instanceof Problem)) return { code: null, text: t('desk-refusal-other'), why: '' };
  const first = cause.details.reasons?.[0];
  const text = findLabel('desk-refusal', cause.code) ?? t('desk-refusal-other');
  const why = first ? reasonSentence(first) : '';
  return { code: cause.code, text, why: why === text ? '' : why };
}
