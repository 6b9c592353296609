// SPDX-License-Identifier: MPL-2.0
/** The number as typed, if it is one. */
export function numberTyped(text: string): number | null {
  const number = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  return number > 0 ? number : null;
}
