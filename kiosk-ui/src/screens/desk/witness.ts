// SPDX-License-Identifier: MPL-2.0
import { day, t } from '../../lib/words.svelte';
import type { WitnessUse } from '../../wire/wire';

/** What a clerk should know before a companion is a witness again; nothing while several times are left. */
export function witnessText(witness: WitnessUse | null): string {
  if (witness === null) return '';
  const { times, most, days } = witness;
  if (witness.again_on) return t('desk-witness-used-up', { day: day(witness.again_on), times, most, days });
  return witness.left === 1 ? t('desk-witness-last', { times, most, days }) : '';
}
