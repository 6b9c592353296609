// SPDX-License-Identifier: MPL-2.0
import type { Api } from '../../lib/api';
import type { OfficeCondition } from '../../wire/wire';

/** Between two looks; a board says what it may play every two seconds. */
const everyMs = 5_000;

/** What is wrong with the office's running, also while the office has stopped. */
export class ConditionWatch {
  current = $state.raw<OfficeCondition | null>(null);
  #api: Pick<Api, 'get'>;

  constructor(api: Pick<Api, 'get'>) {
    this.#api = api;
  }

  /** Without an answer the screen says by itself that it has no connection. */
  async look(): Promise<void> {
    this.current = await this.#api.get<OfficeCondition>('/condition').catch(() => null);
  }
}

/** Creates the watch and lets it look; call while a component starts. */
export function createConditionWatch(api: Pick<Api, 'get'>): ConditionWatch {
  const watch = new ConditionWatch(api);
  $effect(() => {
    void watch.look();
    const timer = setInterval(() => void watch.look(), everyMs);
    return () => clearInterval(timer);
  });
  return watch;
}
