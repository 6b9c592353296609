// SPDX-License-Identifier: MPL-2.0
/** A number typed with comma or point; null if it is none. */
export function decimal(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}
