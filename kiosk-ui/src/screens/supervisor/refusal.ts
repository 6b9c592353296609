import { find } from '../../lib/fluent';
import type { Problem } from '../../lib/problem';
import { reading, t } from '../../lib/words.svelte';

/** Why not, and what can be done instead; for a code newer than this screen, that nothing was changed. */
export function refusalText(problem: Problem): string {
  const key = `supervisor-refusal-${problem.code.replaceAll('_', '-')}`;
  return find(reading.language, key) ?? t('supervisor-refusal-other');
}

/** The word for an id of the office: the common list's, else the id as it is written. */
export const idWord = (list: string, id: string): string =>
  find(reading.language, `common-${list}-${id.replaceAll('_', '-')}`) ?? id.replaceAll('_', ' ');
