// SPDX-License-Identifier: MPL-2.0
/** The appointment systems of an office, one by one, in words. */
import { day, t, time } from '../../../lib/words.svelte';
import type { ProblemKind, Source } from '../../../wire/wire';

/** "midtby 2 (ics), skranke 1, 3". */
export const sourceText = ({ name, desks }: Source): string =>
  t('holds-source', { name, count: desks.length, desks: desks.join(', ') });

/** If it has not answered since yesterday, the day is said too. */
const moment = (at: string, now: string): string =>
  day(at) === day(now) ? time(at) : `${time(at)}, ${day(at)}`;

export function lookText(source: Source, now: string): string {
  const seen = source.last_look;
  if (source.silence) {
    const since = moment(source.silence.since, now);
    return seen
      ? t('holds-source-silent', { since, at: moment(seen, now) })
      : t('holds-source-silent-ever', { since });
  }
  return seen ? t('holds-source-looked', { at: moment(seen, now) }) : t('holds-source-not-yet');
}

/** How many entries or files each kind of problem is about. */
export function problemCounts({ problems }: Source): { kind: ProblemKind; count: number }[] {
  const counts = new Map<ProblemKind, number>();
  for (const { kind, count } of problems) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
