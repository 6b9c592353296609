// SPDX-License-Identifier: MPL-2.0
/** The weekly pattern in words. */
import { t } from '../../../lib/words.svelte';
import type { DeskDay, PlanLine } from '../../../wire/wire';
import { clockOfDay, minuteOfClock } from '../shared/clockTime';

export const planLineText = (line: PlanLine, desks: readonly DeskDay[]): string =>
  t('supervisor-plan-line', {
    weekday: t(`supervisor-weekday-${line.weekday}`),
    desk: desks.find((desk) => desk.desk === line.desk)?.name ?? line.desk,
    start: clockOfDay(minuteOfClock(line.start)),
    end: clockOfDay(minuteOfClock(line.end)),
    hold: t(`supervisor-hold-${line.hold}`),
  });
