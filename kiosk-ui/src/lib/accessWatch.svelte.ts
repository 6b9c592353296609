// SPDX-License-Identifier: MPL-2.0
import type { ScreenAccess } from '../wire/wire';
import { Api } from './api';
import type { Session } from './session';

/** Why the screen may not show its view, once the server has said so. */
export class AccessWatch {
  refusal = $state.raw<ScreenAccess | null>(null);
  #ask: () => Promise<ScreenAccess>;
  #asking = false;

  constructor(ask: () => Promise<ScreenAccess>) {
    this.#ask = ask;
  }

  /** Without an answer nothing is known anew: the screen says by itself that it has no connection. */
  async look(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      const answer = await this.#ask();
      this.refusal = answer.access === 'granted' ? null : answer;
    } catch {
      // The server is away, or has too much to do.
    } finally {
      this.#asking = false;
    }
  }

  /** The view has arrived. */
  granted(): void {
    this.refusal = null;
  }
}

/** `view` is "board", "kiosk", "supervisor", "report" or "desk:{desk}". */
export function accessWatch(session: Session, view: string): AccessWatch {
  const api = new Api(session);
  return new AccessWatch(() => api.get<ScreenAccess>(`/access?view=${encodeURIComponent(view)}`));
}
