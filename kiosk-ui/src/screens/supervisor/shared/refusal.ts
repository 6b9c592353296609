// SPDX-License-Identifier: MPL-2.0
import { find } from '../../../lib/fluent';
import type { Problem } from '../../../lib/problem';
import { locale, t } from '../../../lib/words.svelte';

/** Why it was refused and what to do; for an unknown code, that nothing was changed. */
export function refusalText(problem: Problem): string {
  const key = `supervisor-refusal-${problem.code.replaceAll('_', '-')}`;
  return find(locale.language, key) ?? t('supervisor-refusal-other');
}
