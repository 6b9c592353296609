/** One press, one step: against trembling hands, held keys and lost answers. */

/** EN 301 549, 5.8: a second strike within half a second is the same strike. */
const strike = 500;

/** A press meant for the former label must not do what the new label says. */
export class Strikes {
  #label: string | null = null;
  #readyAt = Number.NEGATIVE_INFINITY;

  /** The primary button shows this label since `at` (ms). */
  shows(label: string, at: number): void {
    if (this.#label !== null && label !== this.#label) this.#readyAt = at + strike;
    this.#label = label;
  }

  counts(at: number): boolean {
    return at >= this.#readyAt;
  }
}

/** Keeps the key of a wish until it is known to be granted or refused. */
export class Wishes {
  #wish: { name: string; key: string } | null = null;
  #makeKey: () => string;

  constructor(makeKey: () => string) {
    this.#makeKey = makeKey;
  }

  /** The same wish, asked again after silence, has the same key. */
  keyFor(name: string): string {
    if (this.#wish?.name !== name) this.#wish = { name, key: this.#makeKey() };
    return this.#wish.key;
  }

  forget(): void {
    this.#wish = null;
  }
}
