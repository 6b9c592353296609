// SPDX-License-Identifier: MPL-2.0
import { newKey } from '../../lib/api';
import { isPassing, problemOf } from '../../lib/problem';
import type { CheckInRequest, IfFull, Offer, Ticket } from '../../wire/wire';
import type { DeskActions } from './actions';
import { refusalOf, type Refusal } from './phrases';
import { IdempotencyKeys } from './repeatGuard';

/** A number given at the desk to somebody without card or code: asked for, offered instead, given. */
export class NumberGiver {
  busy = $state(false);
  given = $state.raw<Ticket | null>(null);
  /** What there is instead, where no time is free. */
  offers = $state.raw<Offer[]>([]);
  refusal = $state.raw<Refusal | null>(null);
  #give: DeskActions['giveNumber'];
  #keys = new IdempotencyKeys(newKey);

  constructor(give: DeskActions['giveNumber']) {
    this.#give = give;
  }

  async ask(order: CheckInRequest, ifFull: IfFull = 'ask'): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.refusal = null;
    const request = { ...order, if_full: ifFull };
    try {
      this.given = await this.#give(request, this.#keys.keyFor(JSON.stringify(request)));
      this.#keys.forget();
    } catch (cause) {
      const problem = problemOf(cause);
      // Without an answer it may have happened: the next press sends the same key.
      if (!isPassing(problem)) this.#keys.forget();
      this.offers = problem.code === 'no_time_today' ? (problem.details.offers ?? []) : [];
      if (this.offers.length === 0) this.refusal = refusalOf(cause);
    } finally {
      this.busy = false;
    }
  }
}
