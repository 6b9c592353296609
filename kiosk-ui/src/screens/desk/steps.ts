// SPDX-License-Identifier: MPL-2.0
/** The step of the primary button, and the less frequent steps. */
import type { DeskView, Ending } from '../../wire/wire';

export type Primary = 'open' | 'call' | 'arrive' | 'complete';

export function primaryOf(view: Pick<DeskView, 'staffed' | 'current'>): Primary {
  if (view.current) return view.current.state === 'serving' ? 'complete' : 'arrive';
  return view.staffed ? 'call' : 'open';
}

/** What the desk itself is doing: when this changes, a step has reached the screen. */
export function situation(view: Pick<DeskView, 'staffed' | 'current' | 'undo' | 'away'>): string {
  const { ticket, state, recalls } = view.current ?? {};
  return JSON.stringify([view.staffed, ticket, state, recalls, view.undo?.until, view.away?.absence]);
}

export type MenuStep = 'recall' | 'absent' | 'park' | 'transfer' | 'depart';

export interface MenuEntry {
  step: MenuStep;
  /** The letter that takes the step while the menu is open. */
  key: string;
  /** Recalls still due; the step is shown and explained, but not possible yet. */
  recallsDue: number;
}

/** A step's letter never changes; steps that are not possible in this state are left out. */
export function menuOf(view: Pick<DeskView, 'current'>): MenuEntry[] {
  const { current } = view;
  if (!current) return [];
  const always: MenuEntry[] = [
    { step: 'park', key: 'P', recallsDue: 0 },
    { step: 'transfer', key: 'F', recallsDue: 0 },
  ];
  if (current.state === 'serving') return always;
  return [
    { step: 'recall', key: 'K', recallsDue: 0 },
    { step: 'absent', key: 'U', recallsDue: current.recalls_left },
    ...always,
    { step: 'depart', key: 'G', recallsDue: 0 },
  ];
}

/** How a visit ends without a desk completing it; these have steps of their own in the menu. */
const withoutDesk: readonly Ending[] = ['left_before_call', 'absent_at_call'];

export const outcomesToChoose = (outcomes: readonly string[]): string[] =>
  outcomes.filter((outcome) => !withoutDesk.some((ending) => ending === outcome));

const outcomeKeys = '123456789ABCDEF';

/** The key that picks the outcome in this place, while the list has the focus. */
export const outcomeKey = (index: number): string => outcomeKeys[index] ?? '';
