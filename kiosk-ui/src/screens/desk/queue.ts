// SPDX-License-Identifier: MPL-2.0
/** What stands beside a number in the queue. */
import { day, t, time } from '../../lib/words.svelte';
import type { CallPreview, DeskView, NextDayPlace, QueuedTicket } from '../../wire/wire';
import { labelOf } from './phrases';

/** Whether a desk may ask for it today. */
export const canBeCalled = ({ state, kept_for }: Pick<QueuedTicket, 'state' | 'kept_for'>): boolean =>
  kept_for === null && (state === 'waiting' || state === 'parked' || state === 'absent');

type Desks = Pick<DeskView, 'desk' | 'desk_name' | 'desks'>;

/** A view names the other desks, and its own apart. */
const deskName = (id: string, { desk, desk_name, desks }: Desks): string =>
  id === desk ? desk_name : (desks.find((other) => other.desk === id)?.name ?? id);

function whereabouts({ state, desk: id, kept_for, earliest, latest }: QueuedTicket, desks: Desks): string {
  const desk = id === null ? null : deskName(id, desks);
  if (kept_for) return t('desk-queue-kept-for', { day: day(kept_for) });
  if (desk && state === 'called') return t('desk-queue-called', { desk });
  if (desk && state === 'serving') return t('desk-queue-serving', { desk });
  if (state !== 'waiting') return t(`desk-queue-${state}`);
  if (earliest && latest)
    return t('desk-not-arrived-window', { earliest: time(earliest), latest: time(latest) });
  return t('desk-queue-standby');
}

/** Where the ticket stands, then what the citizen needs. */
export const factsOf = (ticket: QueuedTicket, desks: Desks): string[] => [
  whereabouts(ticket, desks),
  ...ticket.needs.map((need) => labelOf('common-feature', need)),
  ...(ticket.language === 'da' ? [] : [t(`desk-speaks-${ticket.language}`)]),
  ...(ticket.raised ? [t('desk-queue-raised')] : []),
  ...(ticket.kept_place ? [t('desk-kept-place')] : []),
];

/** A place on a later day, said whole before it is taken. */
export const nextDayOf = ({ date, earliest, latest }: NextDayPlace): string =>
  t('desk-give-next-day', { day: day(date), earliest: time(earliest), latest: time(latest) });

/** Whether the clerk should hear something before the call. */
export const hasConsequences = ({ passed_in_all, reasons }: CallPreview): boolean =>
  passed_in_all > 0 || reasons.some(({ code }) => code.startsWith('tight_'));

/** What the clerk is reminded of after a while: somebody asks for help, or could be called. */
export function reminderOf(view: DeskView, away: boolean): string | null {
  if (view.help_asked_at) return t('desk-help');
  const free = view.staffed && view.current === null && !away;
  return free && view.next ? t('desk-remind-call', { number: String(view.next.number) }) : null;
}

/** A number to call, and whom that passes. */
export interface Ahead {
  ticket: string;
  number: number;
  preview: CallPreview;
  /** Why it is called at a desk that lacks what it needs. */
  reason?: string | undefined;
}
