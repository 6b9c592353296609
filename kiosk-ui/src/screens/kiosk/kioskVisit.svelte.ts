// SPDX-License-Identifier: MPL-2.0
import { type Api, newKey } from '../../lib/api';
import { isPassing, problemOf } from '../../lib/problem';
import type { Companion, CompanionCodeRequest, Language, Ticket } from '../../wire/wire';
import {
  type Effect,
  initialState,
  reduce,
  returnTimeLeft,
  type State,
  type VisitEvent,
  warningTimeLeft,
} from './flow';
import { knownOffers } from './offers';
import { chime } from '../../lib/sound';

/** The server simulates the rest of the day at most once a second. */
const forecastDelayMs = 2_500;

const withdrawAgainMs = 2_000;

/** The visit at the kiosk: its state, and the requests that its effects lead to. */
export class KioskVisit {
  // Real time, not the office's: in a demo that one runs faster.
  #at = $state(performance.now());
  #state = $state.raw<State>(initialState(performance.now()));
  #api: Api;
  #companionRequests = 0;

  constructor(api: Api) {
    this.#api = api;
  }

  get state(): State {
    return this.#state;
  }
  /** Share left of the last page's own time and of the warning, from 1 to 0. */
  get returnLeft(): number | null {
    return returnTimeLeft(this.#state, this.#at);
  }
  get warningLeft(): number | null {
    return warningTimeLeft(this.#state, this.#at);
  }

  send = (event: VisitEvent): void => {
    this.#at = performance.now();
    const { state, effects } = reduce(this.#state, event, { at: this.#at, newKey });
    this.#state = state;
    for (const effect of effects) void this.#perform(effect);
  };

  async #perform(effect: Effect): Promise<void> {
    switch (effect.do) {
      case 'sound':
        chime(660, 880);
        break;
      case 'ask_help':
        await this.#askForHelp();
        break;
      case 'ask_companion':
        await this.#askCompanion(effect.code);
        break;
      case 'check_in':
        await this.#checkIn(effect);
        break;
      case 'withdraw':
        await this.#withdraw(effect.key);
        break;
    }
  }

  async #askForHelp(): Promise<void> {
    await this.#api.post('/help', {}).catch(() => this.send({ type: 'help_failed' }));
  }

  /** Only the latest card or code counts. */
  async #askCompanion(code: string): Promise<void> {
    const request = ++this.#companionRequests;
    const answer = (event: VisitEvent): void => {
      if (request === this.#companionRequests) this.send(event);
    };
    try {
      const body: CompanionCodeRequest = { code };
      const { companion, witness } = await this.#api.post<Companion>('/companion', body);
      answer({ type: 'companion', companion, witness });
    } catch (cause) {
      answer({ type: 'companion_refused', problem: problemOf(cause).code });
    }
  }

  async #checkIn({ request, key }: Effect & { do: 'check_in' }): Promise<void> {
    const { language } = request;
    try {
      const wanted = (): boolean => this.#state.sent?.key === key;
      const ticket = await this.#api.post<Ticket>('/tickets', request, { key, language, wanted });
      this.send({ type: 'ticket', key, ticket });
      if (ticket.promise && !ticket.kept_for)
        setTimeout(() => void this.#update(ticket, language), forecastDelayMs);
    } catch (cause) {
      const { code, details } = problemOf(cause);
      const { offers, reasons = [] } = details;
      if (code !== 'no_time_today') this.send({ type: 'failed', key, problem: code });
      else this.send({ type: 'no_time', key, offers: knownOffers(offers), reasons });
    }
  }

  /** Under the same key, as soon as the server answers: then nobody is called whom nobody has seen. */
  async #withdraw(key: string): Promise<void> {
    for (;;) {
      try {
        await this.#api.delete('/tickets', { key });
        return;
      } catch (cause) {
        const problem = problemOf(cause);
        if (!isPassing(problem) && problem.status < 500) return;
        await new Promise((wake) => setTimeout(wake, withdrawAgainMs));
      }
    }
  }

  /** The expected time of the call is known shortly after the number. On failure the promise stays. */
  async #update({ id }: Ticket, language: Language): Promise<void> {
    const ticket = await this.#api.get<Ticket>(`/tickets/${id}`, { language }).catch(() => null);
    if (ticket) this.send({ type: 'ticket_updated', ticket });
  }
}
