// SPDX-License-Identifier: MPL-2.0
import type { AbsenceRequest, OpenPeriod, SpecialDayRequest } from '../../../wire/wire';

/** A change of special days or absences that is not made yet. */
export type ClosureRequest =
  | { method: 'PUT'; path: string; body: SpecialDayRequest }
  | { method: 'POST'; path: string; body: AbsenceRequest }
  | { method: 'DELETE'; path: string };

/** The periods as they are now: they may be typed on. */
export const setDay = (date: string, periods: OpenPeriod[]): ClosureRequest => ({
  method: 'PUT',
  path: `/closures/${date}`,
  body: { periods: periods.map(({ opens, closes }) => ({ opens, closes })) },
});

export const removeDay = (date: string): ClosureRequest => ({ method: 'DELETE', path: `/closures/${date}` });

/** From now where there is no start. */
export const planAbsence = (desk: string, start: string | null, end: string): ClosureRequest => ({
  method: 'POST',
  path: `/desks/${desk}/absences`,
  body: { ...(start === null ? {} : { start }), end },
});

export const cancelAbsence = (desk: string, absence: string): ClosureRequest => ({
  method: 'DELETE',
  path: `/desks/${desk}/absences/${absence}`,
});

/** Which part of a day's typed hours cannot be used. */
export type HoursFault = 'missing' | 'reversed' | 'overlapping' | null;

/** Opening periods as typed; both ends of the second may be left empty. */
export function faultOfPeriods(periods: OpenPeriod[]): HoursFault {
  if (periods.some(({ opens, closes }) => !opens || !closes)) return 'missing';
  if (periods.some(({ opens, closes }) => closes <= opens)) return 'reversed';
  const overlaps = ({ opens }: OpenPeriod, index: number): boolean =>
    opens < (periods[index - 1]?.closes ?? '');
  return periods.some(overlaps) ? 'overlapping' : null;
}
