// SPDX-License-Identifier: MPL-2.0
/** The weekly pattern in words. Its times belong to no date, so they are written by hand, not by zone. */
import { locale, t } from '../../../lib/words.svelte';
import type { DeskDay, PlanLine } from '../../../wire/wire';
import { minuteOfClock } from './planLines';

/** "9.05" in Danish, "9:05" elsewhere, as every other clock time on the screen. */
export const planClock = (minute: number): string =>
  `${Math.floor(minute / 60)}${locale.language === 'da' ? '.' : ':'}${String(minute % 60).padStart(2, '0')}`;

export const planLineText = (line: PlanLine, desks: readonly DeskDay[]): string =>
  t('supervisor-plan-line', {
    weekday: t(`supervisor-weekday-${line.weekday}`),
    desk: desks.find((desk) => desk.desk === line.desk)?.name ?? line.desk,
    start: planClock(minuteOfClock(line.start)),
    end: planClock(minuteOfClock(line.end)),
    hold: t(`supervisor-hold-${line.hold}`),
  });
