// SPDX-License-Identifier: MPL-2.0
/** Labels of ids, which an office may define itself, and sentences for refusals. */
import { find } from '../../lib/fluent';
import { localized, readyMade, type ShownText } from '../../lib/officeWords';
import { Problem } from '../../lib/problem';
import { locale, reasonText, t } from '../../lib/words.svelte';
import type { Reason, ReasonWithText, TextLine } from '../../wire/wire';

const hyphens = (id: string): string => id.replaceAll('_', '-');

/** The label, if the lists have one. */
export const findLabel = (list: string, id: string): string | undefined =>
  /^[\w-]+$/.test(id) ? find(locale.language, `${list}-${hyphens(id)}`) : undefined;

/** The label of a value that every list has. */
export const labelOf = (list: string, name: string): string => t(`${list}-${hyphens(name)}`);

export interface Step {
  /** Of a ready-made step. */
  key?: string;
  head: ShownText;
  more: string;
}

/** The steps of a briefing: ready-made ones, and the office's own. A key that no list has is left out. */
export const stepsOf = (lines: readonly TextLine[]): Step[] =>
  lines.flatMap((line) => {
    if (typeof line !== 'string') return [{ head: localized(line), more: '' }];
    const head = readyMade('desk-step', line);
    return head ? [{ key: line, head, more: readyMade('desk-step', `${line}-more`)?.text ?? '' }] : [];
  });

export const reasonSentence = (reason: Reason | ReasonWithText): string =>
  reasonText(reason) || t('desk-reason-unknown');

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
