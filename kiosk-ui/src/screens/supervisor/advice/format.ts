// SPDX-License-Identifier: MPL-2.0
import { localeOf } from '../../../lib/clock';
import { locale, t } from '../../../lib/words.svelte';
import type { AdvicePoint } from '../../../wire/wire';

/** A number with one decimal, as the reader's language writes it. */
export const one = (value: number): string =>
  value.toLocaleString(localeOf(locale.language), { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** "3 tider på 30 min, jævnt fordelt, fast". */
export function planName(point: AdvicePoint): string {
  if (point.pattern === 'none') return t('advice-plan-none');
  if (point.pattern === 'present') return t('advice-plan-present', { gaps: point.gaps });
  return t(point.pattern === 'spread' ? 'advice-plan-spread' : 'advice-plan-two', {
    gaps: point.gaps,
    minutes: point.minutes,
    hold: point.hold ?? 'hard',
  });
}
