// SPDX-License-Identifier: MPL-2.0
import { newKey } from '../../lib/api';
import type { Inquiry } from '../../wire/wire';
import { IdempotencyKeys } from './repeatGuard';

/** A double press is one touch, and takes nothing back. */
const readFor = 500;

type Ask<T> = (key: string) => Promise<T>;

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

  async count(ask: Ask<Pick<Inquiry, 'undo_seconds'>>): Promise<void> {
    if (this.#clock() - this.#at < readFor) return;
    const answer = await this.#send(`count ${this.counted}`, ask);
    if (answer === null) return;
    this.counted += 1;
    this.#at = this.#clock();
    this.shown = answer.undo_seconds > 0;
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => this.clear(), answer.undo_seconds * 1_000);
  }

  async takeBack(ask: Ask<object>): Promise<void> {
    if (!this.shown || this.#clock() - this.#at < readFor) return;
    if ((await this.#send(`take back ${this.counted}`, ask)) !== null) this.clear();
  }

  clear(): void {
    clearTimeout(this.#forget);
    this.shown = false;
  }

  /** Without an answer it may have happened: the next press sends the same key. */
  async #send<T extends object>(name: string, ask: Ask<T>): Promise<T | null> {
    if (this.#busy) return null;
    this.#busy = true;
    try {
      const answer = await ask(this.#keys.keyFor(name));
      this.#keys.forget();
      return answer;
    } catch (cause) {
      this.#onrefused(cause);
      return null;
    } finally {
      this.#busy = false;
    }
  }
}
