// SPDX-License-Identifier: MPL-2.0
/**
 * A card reader types like a keyboard, only faster: a burst of characters that ends with Enter.
 * Times are those of the key events, in milliseconds.
 */
const betweenKeys = 30;
const shortest = 4;
const longest = 64;

export class CardReader {
  #typed = '';
  #last = Number.NEGATIVE_INFINITY;

  /** The code of a card if this key ends one. */
  key(key: string, at: number): string | null {
    // Readers hold Shift for capitals.
    if (key === 'Shift') return null;
    const quick = at - this.#last < betweenKeys;
    this.#last = at;
    const burst = quick ? this.#typed : '';
    this.#typed = '';
    if (key === 'Enter') return burst.length >= shortest && burst.length <= longest ? burst : null;
    if (/^[!-~]$/.test(key)) this.#typed = burst + key;
    return null;
  }

  /** A burst is being typed: its keys are the reader's, not a person's. */
  get busy(): boolean {
    return this.#typed.length > 1;
  }
}
