// SPDX-License-Identifier: MPL-2.0
/** Every block as one text, for screen readers and for the detail line. */
import { reasonText, t, time } from '../../../lib/words.svelte';
import type { GapRow, HoldRow, Reason } from '../../../wire/wire';
import type { Block } from './blocks';
import { type Day, instantAt } from '../shared/dayTime';

export const clockAt = (day: Day, minute: number): string => time(instantAt(day, minute));

/** "kl. 10.40–11.00". */
export const stretchText = (day: Day, start: number, end: number): string =>
  t('supervisor-stretch', { start: clockAt(day, start), end: clockAt(day, end) });

export const whyText = (reason: Reason): string => reasonText(reason);

export const holdText = (gap: Pick<GapRow, 'hold'>): string => t(`supervisor-hold-${gap.hold}`);
export const originText = (gap: GapRow): string => t(`supervisor-origin-${gap.origin.replaceAll('_', '-')}`);
export const stateText = (gap: GapRow): string => t(`supervisor-state-${gap.state}`);

export const holdStateText = (hold: Pick<HoldRow, 'state'>): string =>
  t(`holds-state-${hold.state.replaceAll('_', '-')}`);

/** Why it is not held, where there is a reason. */
export function holdMore(hold: HoldRow): string {
  if (hold.reason) return whyText(hold.reason);
  return hold.why ? t(`holds-why-${hold.why.replaceAll('_', '-')}`) : '';
}

/** Its kind, without the time. */
export function blockName(block: Block): string {
  switch (block.kind) {
    case 'booking':
      return t('supervisor-block-booking');
    case 'gap':
      return t('supervisor-block-gap', { hold: holdText(block.gap), origin: originText(block.gap) });
    case 'ended':
      return t('supervisor-block-ended', { state: stateText(block.gap), origin: originText(block.gap) });
    case 'placement':
      return t('common-number', { number: String(block.row.number) });
    case 'serving':
      return t('supervisor-block-serving', { number: String(block.row.number) });
    case 'hold':
      return t('holds-block', { state: holdStateText(block.row) });
    case 'absence':
      return t('supervisor-block-absence');
  }
}

/** Details: who is in it, why nobody is, what was promised. */
export function blockMore(block: Block, day: Day): string {
  switch (block.kind) {
    case 'gap':
      if (block.numbers.length > 0) return t('supervisor-gap-holds', { numbers: block.numbers.join(', ') });
      return block.gap.empty ? whyText(block.gap.empty) : t('supervisor-gap-empty');
    case 'placement':
      return placementMore(block, day);
    case 'serving':
      return t(block.over ? 'supervisor-serving-over' : 'supervisor-serving-until', {
        end: clockAt(day, block.row.expected_end),
      });
    case 'ended':
      return block.gap.empty ? whyText(block.gap.empty) : '';
    case 'hold':
      return holdMore(block.row);
    case 'booking':
    case 'absence':
      return '';
  }
}

function placementMore({ row, late }: Extract<Block, { kind: 'placement' }>, day: Day): string {
  const latest = { latest: clockAt(day, row.latest) };
  return [
    t(late ? 'supervisor-placement-late' : 'supervisor-placement-latest', latest),
    ...(row.kept_place ? [t('supervisor-placement-kept')] : []),
    ...(row.arrived ? [] : [t('supervisor-placement-not-arrived')]),
  ].join(' ');
}

export function blockText(block: Block, day: Day): string {
  const parts = [`${blockName(block)}, ${stretchText(day, block.start, block.end)}.`, blockMore(block, day)];
  return parts.filter(Boolean).join(' ');
}
