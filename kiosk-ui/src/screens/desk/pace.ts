// SPDX-License-Identifier: MPL-2.0
/** Minutes used of those planned, and the time until the next booking. */
import { minutesBetween } from '../../lib/clock';
import type { DeskView } from '../../wire/wire';

export interface Pace {
  used: number;
  planned: number;
  /** Minutes beyond the planned ones. */
  over: number;
  /** Share of the bar that is filled, and where on it the planned minutes end; both 0–100. */
  filled: number;
  mark: number;
}

/** Null before the visit at the desk has begun. */
export function paceOf(view: Pick<DeskView, 'current'>, now: number): Pace | null {
  const since = view.current?.serving_since;
  if (!view.current || !since) return null;
  const planned = Math.max(1, view.current.expected_minutes);
  const used = minutesBetween(since, now);
  const whole = Math.max(planned, used);
  return {
    used,
    planned,
    over: Math.max(0, used - planned),
    filled: (100 * used) / whole,
    mark: (100 * planned) / whole,
  };
}

export interface UpcomingBooking {
  at: string;
  minutes: number;
  /** Near enough for a warning. */
  close: boolean;
  /** The citizen at the desk is likely to need longer than that. */
  tight: boolean;
}

const closeMinutes = 10;

export function bookingAhead(
  view: Pick<DeskView, 'current' | 'next_booking'>,
  now: number,
): UpcomingBooking | null {
  const at = view.next_booking;
  if (!at) return null;
  const minutes = minutesBetween(now, at);
  const remaining = remainingOf(view, now);
  return {
    at,
    minutes,
    close: minutes <= closeMinutes || minutes <= remaining,
    tight: remaining > minutes,
  };
}

/** Expected minutes left with the citizen called or at the desk. */
function remainingOf({ current }: Pick<DeskView, 'current'>, now: number): number {
  if (!current) return 0;
  const used = current.serving_since ? minutesBetween(current.serving_since, now) : 0;
  return Math.max(0, current.expected_minutes - used);
}
