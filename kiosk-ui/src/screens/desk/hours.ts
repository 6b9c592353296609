/** Hours as typed, «1,5» or «1.5», in minutes; nothing where nothing or no number was typed. */
export function minutesOf(hours: string): number | undefined {
  const plain = hours.trim().replace(',', '.');
  const minutes = /^\d+(\.\d+)?$/.test(plain) ? Math.round(Number(plain) * 60) : NaN;
  return Number.isFinite(minutes) && minutes <= 200 * 60 ? minutes : undefined;
}
