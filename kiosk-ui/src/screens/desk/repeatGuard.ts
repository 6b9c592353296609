// SPDX-License-Identifier: MPL-2.0
/** Makes one press one action, despite double presses, held keys and lost answers. */

/** EN 301 549, 5.8: a second press within half a second is the same press. */
const repeatMs = 500;

/** Ignores a press meant for the label the button had just before. */
export class RepeatGuard {
  #label: string | null = null;
  #readyAt = Number.NEGATIVE_INFINITY;

  /** The primary button shows this label since `at` (ms). */
  labelShown(label: string, at: number): void {
    if (this.#label !== null && label !== this.#label) this.#readyAt = at + repeatMs;
    this.#label = label;
  }

  accepts(at: number): boolean {
    return at >= this.#readyAt;
  }
}

/** Keeps an action's idempotency key until its result is known. */
export class IdempotencyKeys {
  #current: { name: string; key: string } | null = null;
  #makeKey: () => string;

  constructor(makeKey: () => string) {
    this.#makeKey = makeKey;
  }

  /** An action repeated after no answer gets the same key. */
  keyFor(name: string): string {
    if (this.#current?.name !== name) this.#current = { name, key: this.#makeKey() };
    return this.#current.key;
  }

  forget(): void {
    this.#current = null;
  }
}
