// SPDX-License-Identifier: MPL-2.0
/** The day's minutes as instants and back. A minute is counted from the local day's first moment, so it is
    never ambiguous; only its clock label is, twice a year, and that comes from the office's time zone. */

/** The parts of the view that relate a minute to time. */
export interface Day {
  day_start: string;
  day_minutes: number;
}

export const instantAt = (day: Day, minute: number): number => Date.parse(day.day_start) + minute * 60_000;

/** RFC 3339, as requests carry it. */
export const stampAt = (day: Day, minute: number): string =>
  new Date(instantAt(day, minute)).toISOString().replace('.000Z', 'Z');

/** The minute of an instant; with a fraction, so that the now-line can move. */
export const minuteOf = (day: Day, at: string | number): number =>
  ((typeof at === 'number' ? at : Date.parse(at)) - Date.parse(day.day_start)) / 60_000;

/** A local date and clock time as the API takes them, on the office's own clock. */
export const localTime = (date: string, clock: string): string => `${date}T${clock}:00`;
