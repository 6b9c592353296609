import { find } from '../../../lib/fluent';
import type { Problem } from '../../../lib/problem';
import { reading, t } from '../../../lib/words.svelte';

/** Why not, and what can be done instead; for a code newer than this screen, that nothing was changed. */
export function refusalText(problem: Problem): string {
  const key = `supervisor-refusal-${problem.code.replaceAll('_', '-')}`;
  return find(reading.language, key) ?? t('supervisor-refusal-other');
}
