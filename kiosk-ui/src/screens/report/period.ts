// SPDX-License-Identifier: MPL-2.0
/** The period of a report: a month, or from and to. */
export type Period = { month: string } | { from: string; to: string };

export function query(period: Period): string {
  return new URLSearchParams(period).toString();
}

/** The period in the address, so that a report can be bookmarked and shared. */
export function periodFrom(search: string): Period | null {
  const wish = new URLSearchParams(search);
  const [month, from, to] = [wish.get('month'), wish.get('from'), wish.get('to')];
  if (month) return { month };
  return from && to ? { from, to } : null;
}

/** The month (`2026-11`) that lies `months` after that of an ISO date; negative goes back. */
export function monthAfter(date: string, months: number): string {
  const first = new Date(`${date.slice(0, 7)}-01T12:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  return first.toISOString().slice(0, 7);
}
