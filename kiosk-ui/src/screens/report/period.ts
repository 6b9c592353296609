/** The period asked for: a month, or from and to. */
export type Period = { month: string } | { from: string; to: string };

export function query(period: Period): string {
  return new URLSearchParams(period).toString();
}

/** What the address asks for, so that a report can be bookmarked and sent on. */
export function periodFrom(search: string): Period | null {
  const wish = new URLSearchParams(search);
  const [month, from, to] = [wish.get('month'), wish.get('from'), wish.get('to')];
  if (month) return { month };
  return from && to ? { from, to } : null;
}
