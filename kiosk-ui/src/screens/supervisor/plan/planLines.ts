// SPDX-License-Identifier: MPL-2.0
import { type PlanLine, type Weekday, weekdays } from '../../../wire/wire';
import { minuteOfClock } from '../shared/clockTime';

const two = (value: number): string => String(value).padStart(2, '0');
export const clockOfMinute = (minute: number): string =>
  `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** Why a line is not valid. */
export type Fault = 'ends_before_it_starts' | 'overlaps';

export function faultOf(lines: readonly PlanLine[], index: number): Fault | null {
  const line = lines[index];
  if (!line) return null;
  if (minuteOfClock(line.end) <= minuteOfClock(line.start)) return 'ends_before_it_starts';
  const meets = lines.some(
    (other, at) =>
      at !== index &&
      other.weekday === line.weekday &&
      other.desk === line.desk &&
      minuteOfClock(other.start) < minuteOfClock(line.end) &&
      minuteOfClock(line.start) < minuteOfClock(other.end),
  );
  return meets ? 'overlaps' : null;
}

const place = (line: PlanLine): string => `${weekdays.indexOf(line.weekday)} ${line.desk} ${line.start}`;

/** Ordered by weekday, desk and time. */
export const sorted = (lines: readonly PlanLine[]): PlanLine[] =>
  [...lines].sort((one, other) => place(one).localeCompare(place(other), 'en', { numeric: true }));

export const sameLines = (one: readonly PlanLine[], other: readonly PlanLine[]): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** Weekdays with a row: the working week, and weekend days that have lines. */
export const daysShown = (lines: readonly PlanLine[]): Weekday[] =>
  weekdays.filter((name, index) => index < 5 || lines.some((line) => line.weekday === name));

/** Clock times to choose from, five minutes apart. */
export function clocks(from: number, to: number, also: readonly string[] = []): string[] {
  const all = new Set(also);
  for (let minute = from; minute <= to; minute += 5) if (minute < 1440) all.add(clockOfMinute(minute));
  return [...all].sort();
}
