// SPDX-License-Identifier: MPL-2.0
/** What stands beside a number that waits, and beside one that was looked up. */
import { day, deskName, t, time } from '../../../../lib/words.svelte';
import type { Harm, QueuedTicket, Urgency, WaitingRow } from '../../../../wire/wire';
import type { Day } from '../../shared/dayTime';
import { clockAt } from '../format';

/** A line of the list, from either. */
export interface Waiting {
  ticket: string;
  number: number;
  errand: string;
  /** What has to be looked at first. */
  alarm: string | null;
  facts: string[];
  /** What its urgency can become; nothing where it does not wait. */
  becomes: Urgency | null;
}

export function waitingOf(row: WaitingRow, at: Day): Waiting {
  const { ticket, number, errand, window, harm, since, kept_place, arrived, raised } = row;
  const when = window
    ? t('desks-waiting-window', { earliest: clockAt(at, window[0]), latest: clockAt(at, window[1]) })
    : t('desks-waiting-standby', { time: clockAt(at, since) });
  const facts = [
    when,
    ...(raised ? [t('desks-waiting-raised')] : []),
    ...(kept_place ? [t('desks-waiting-kept')] : []),
    ...(arrived ? [] : [t('desks-waiting-not-here')]),
  ];
  return { ticket, number, errand, alarm: alarmOf(harm), facts, becomes: otherThan(raised) };
}

const alarmOf = (harm: Harm | null): string | null => harm && t(`desks-waiting-${harm.replaceAll('_', '-')}`);

const otherThan = (raised: boolean): Urgency => (raised ? 'ordinary' : 'raised');

export function foundOf(found: QueuedTicket): Waiting {
  const { ticket, number, errand, state, kept_place, kept_for, raised } = found;
  const waits = state === 'waiting' && kept_for === null;
  const facts = [
    whereabouts(found),
    ...(waits && raised ? [t('desks-waiting-raised')] : []),
    ...(kept_place ? [t('desks-waiting-kept')] : []),
  ];
  return { ticket, number, errand, alarm: null, facts, becomes: waits ? otherThan(raised) : null };
}

function whereabouts({ state, desk, kept_for, earliest, latest }: QueuedTicket): string {
  if (kept_for) return t('desks-found-kept-for', { day: day(kept_for) });
  if (desk && (state === 'called' || state === 'serving'))
    return t(`desks-found-${state}`, { desk: deskName(desk) });
  if (state !== 'waiting') return t(`desks-found-${state}`);
  if (earliest && latest)
    return t('desks-waiting-window', { earliest: time(earliest), latest: time(latest) });
  return t('desks-found-standby');
}
