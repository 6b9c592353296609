// SPDX-License-Identifier: MPL-2.0
import { newKey } from '../../lib/api';
import { IdempotencyKeys } from './repeatGuard';

const shownFor = 10_000;
/** A double press is one touch, and takes nothing back. */
const readFor = 500;

type Ask = (key: string) => Promise<unknown>;

/** Counting somebody who only asked, and taking that back while it can be seen. Nothing else waits for it. */
export class InquiryCounter {
  /** How many were counted since the screen was opened; only that it changes matters. */
  counted = $state(0);
  shown = $state(false);
  #at = Number.NEGATIVE_INFINITY;
  #busy = false;
  #forget: ReturnType<typeof setTimeout> | undefined;
  #keys = new IdempotencyKeys(newKey);
  #onrefused: (cause: unknown) => void;
  #clock: () => number;

  constructor(onrefused: (cause: unknown) => void, clock = () => performance.now()) {
    this.#onrefused = onrefused;
    this.#clock = clock;
  }

  async count(ask: Ask): Promise<void> {
    if (this.#clock() - this.#at < readFor || !(await this.#send(`count ${this.counted}`, ask))) return;
    this.counted += 1;
    this.#at = this.#clock();
    this.shown = true;
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => this.clear(), shownFor);
  }

  async takeBack(ask: Ask): Promise<void> {
    if (!this.shown || this.#clock() - this.#at < readFor) return;
    if (await this.#send(`take back ${this.counted}`, ask)) this.clear();
  }

  clear(): void {
    clearTimeout(this.#forget);
    this.shown = false;
  }

  /** Without an answer it may have happened: the next press sends the same key. */
  async #send(name: string, ask: Ask): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    try {
      await ask(this.#keys.keyFor(name));
      this.#keys.forget();
      return true;
    } catch (cause) {
      this.#onrefused(cause);
      return false;
    } finally {
      this.#busy = false;
    }
  }
}
