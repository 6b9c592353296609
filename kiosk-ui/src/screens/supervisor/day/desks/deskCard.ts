// SPDX-License-Identifier: MPL-2.0
/** What a desk's card says: its state in two lines, and what can be done there. */
import { t } from '../../../../lib/words.svelte';
import type { DeskDay, DeskStatus } from '../../../../wire/wire';
import type { Day } from '../../shared/dayTime';
import { clockAt } from '../format';

export type CardState = DeskStatus | 'over';
export type CardAct = 'open' | 'leave' | 'away' | 'return' | 'resolve';

export interface Card {
  state: CardState;
  /** What happens there, then since when or until when. */
  says: string;
  more: string;
  acts: CardAct[];
  /** Somebody has to look at it. */
  alarm: boolean;
}

/** Minutes that a visit has taken, and those it was expected to take. */
export interface Spent {
  used: number;
  planned: number;
}

export function spentAt(desk: DeskDay, nowMinute: number): Spent | null {
  const { serving, now } = desk;
  if (!serving || now.since === null) return null;
  return {
    used: Math.max(0, Math.floor(nowMinute) - now.since),
    planned: Math.max(1, serving.expected_end - now.since),
  };
}

/** A state as a shape, not by colour alone. */
export const signs: Record<CardState, string> = {
  not_open: '–',
  away: '‖',
  booked: '■',
  free: '○',
  called: '▸',
  serving: '●',
  over: '!',
};

const actsIn: Record<DeskStatus, CardAct[]> = {
  not_open: ['open', 'away'],
  away: ['return'],
  booked: ['leave', 'away'],
  free: ['leave', 'away'],
  called: ['away'],
  serving: ['away'],
};

export function cardOf(desk: DeskDay, day: Day, nowMinute: number): Card {
  const { state, since, until, forgotten } = desk.now;
  const spent = spentAt(desk, nowMinute);
  const isOver = spent !== null && spent.used > spent.planned;
  const number = String(desk.serving?.number ?? '');
  const began = since === null ? '' : t('desks-since', { time: clockAt(day, since) });
  return {
    state: isOver ? 'over' : state,
    says: t(`desks-${state.replaceAll('_', '-')}`, { number }),
    more: spent ? `${t('desks-minutes-used', { ...spent })}, ${began}` : restOf(day, until, began),
    alarm: forgotten,
    acts: forgotten ? ['resolve'] : actsIn[state],
  };
}

function restOf(day: Day, until: number | null, began: string): string {
  if (until !== null && until >= day.day_minutes) return t('desks-rest-of-day');
  if (until !== null) return t('desks-until', { time: clockAt(day, until) });
  return began || t('desks-never-open');
}
