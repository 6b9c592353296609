// SPDX-License-Identifier: MPL-2.0
import { untrack } from 'svelte';
import { newKey } from '../../lib/api';
import { isPassing, Problem } from '../../lib/problem';
import type { DeskView } from '../../wire/wire';
import { refusalOf, type Refusal } from './phrases';
import { IdempotencyKeys } from './repeatGuard';
import { situation } from './steps';

/** How long a button stays busy until the view shows the result. */
const followMs = 1_500;

/** Runs the clerk's actions one at a time and keeps the last refusal. */
export class ActionRunner {
  /** The step under way; every button waits for it. */
  busy = $state<string | null>(null);
  refusal = $state.raw<Refusal | null>(null);
  #keys = new IdempotencyKeys(newKey);
  #situation = '';
  #follower: (() => void) | null = null;

  /** A step whose result the view shows is over. */
  viewChanged(view: DeskView): void {
    const seen = situation(view);
    if (seen === this.#situation) return;
    this.#situation = seen;
    if (this.busy === null) this.#keys.forget();
    this.#follower?.();
  }

  /** True when the step was taken. A second press while one is under way does nothing. */
  async run(name: string, step: (key: string) => Promise<unknown>): Promise<boolean> {
    if (this.busy !== null) return false;
    this.busy = name;
    this.refusal = null;
    const before = this.#situation;
    try {
      await step(this.#keys.keyFor(name));
      this.#keys.forget();
      if (this.#situation === before) await this.#follow();
      return true;
    } catch (cause) {
      // Without an answer it may have happened: the next press sends the same key.
      if (!unanswered(cause)) this.#keys.forget();
      this.refusal = refusalOf(cause);
      return false;
    } finally {
      this.busy = null;
    }
  }

  #follow(): Promise<void> {
    return new Promise((go) => {
      const timer = setTimeout(go, followMs);
      this.#follower = () => {
        clearTimeout(timer);
        go();
      };
    });
  }
}

const unanswered = (cause: unknown): boolean => cause instanceof Problem && isPassing(cause);

/** Creates the screen's action runner; call while the component starts. */
export function createActionRunner(view: () => DeskView): ActionRunner {
  const runner = new ActionRunner();
  $effect.pre(() => {
    const seen = view();
    untrack(() => runner.viewChanged(seen));
  });
  return runner;
}
