/** A number as people here type it, with comma or point; nothing when it is not one. */
export function decimal(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}
