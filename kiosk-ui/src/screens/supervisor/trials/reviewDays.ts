// SPDX-License-Identifier: MPL-2.0
/** The days on which a trial is reviewed: every `everyWeeks` weeks up to `lastDay`, at most twelve. */
export function reviewDays(firstDay: string, lastDay: string, everyWeeks: number): string[] {
  const weeks = Math.max(1, Math.round(everyWeeks));
  const days: string[] = [];
  const at = new Date(`${firstDay}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return days;
  while (days.length < 12) {
    at.setUTCDate(at.getUTCDate() + weeks * 7);
    const day = at.toISOString().slice(0, 10);
    if (lastDay !== '' && day > lastDay) break;
    days.push(day);
  }
  return days;
}
