// SPDX-License-Identifier: MPL-2.0
import type { DeviceScreen, PairingCode, PairingOutcome } from '../wire/wire';
import { Api } from './api';
import { problemOf } from './problem';
import { keepToken, type Session } from './session';

/** Between two questions whether the code has been confirmed. */
const pollMs = 3_000;
/** After the server has said that too many screens wait, or has said nothing. */
const laterMs = 15_000;

/** Why there is no code to show. */
export type PairingTrouble = 'too_many' | 'unreachable';

/** Time and what follows, which tests replace. */
export interface Environment {
  sleep: (ms: number) => Promise<void>;
  /** Keeps the token and lets the screen begin anew. */
  paired: (token: string) => void;
}

/** Asks for a code, shows it until a supervisor has confirmed it, and then takes the screen's token. */
export class Pairing {
  code = $state<string | null>(null);
  trouble = $state<PairingTrouble | null>(null);
  #api: Pick<Api, 'post'>;
  #screen: DeviceScreen;
  #desk: string | null;
  #environment: Environment;
  /** What proves to the server that the code is this screen's. */
  #secret: string | null = null;
  #ended = false;

  constructor(
    api: Pick<Api, 'post'>,
    { screen, desk = null }: { screen: DeviceScreen; desk?: string | null },
    environment: Environment,
  ) {
    this.#api = api;
    this.#screen = screen;
    this.#desk = desk;
    this.#environment = environment;
  }

  /** Goes on until the screen is paired or `end` was called. */
  async run(): Promise<void> {
    while (!this.#ended) {
      const pause = await this.#step();
      if (pause === null) return;
      await this.#environment.sleep(pause);
    }
  }

  end(): void {
    this.#ended = true;
  }

  /** Milliseconds until the next step, or null when the screen is paired. */
  async #step(): Promise<number | null> {
    try {
      if (this.#secret === null) return await this.#askForCode();
      const { token } = await this.#api.post<PairingOutcome>('/pairings/outcome', { secret: this.#secret });
      this.trouble = null;
      if (!token) return pollMs;
      if (!this.#ended) this.#environment.paired(token);
      return null;
    } catch (cause) {
      return this.#afterRefusal(problemOf(cause).status);
    }
  }

  async #askForCode(): Promise<number> {
    const { code, secret } = await this.#api.post<PairingCode>('/pairings', {
      screen: this.#screen,
      desk: this.#desk,
    });
    this.code = code;
    this.#secret = secret;
    this.trouble = null;
    return pollMs;
  }

  #afterRefusal(status: number): number {
    if (this.#secret !== null && (status === 404 || status === 410)) {
      // The code's time is over: the next one is shown at once.
      this.#secret = null;
      this.code = null;
      return 0;
    }
    this.trouble = status === 429 ? 'too_many' : 'unreachable';
    return this.#secret === null ? laterMs : pollMs;
  }
}

/** Pairs the screen while the component that calls this is shown; call while it starts. */
export function createPairing(session: Session, screen: DeviceScreen, desk: string | null): Pairing {
  const pairing = new Pairing(
    new Api(session),
    { screen, desk },
    {
      sleep: (ms) => new Promise((wake) => setTimeout(wake, ms)),
      paired(token) {
        keepToken(screen, token);
        location.reload();
      },
    },
  );
  $effect(() => {
    void pairing.run();
    return () => pairing.end();
  });
  return pairing;
}
