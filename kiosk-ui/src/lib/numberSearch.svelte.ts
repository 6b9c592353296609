// SPDX-License-Identifier: MPL-2.0
import type { QueuedTicket } from '../wire/wire';
import { numberTyped } from './numberTyped';

export interface FoundNumber {
  sought: number;
  found: QueuedTicket[];
}

/** A number that is looked up in the queue. */
export class NumberSearch {
  typed = $state('');
  sought = $state<number | null>(null);
  found = $state.raw<QueuedTicket[] | null>(null);
  failed = $state(false);
  #searches = 0;
  #find: (number: number) => Promise<QueuedTicket[]>;

  constructor(find: (number: number) => Promise<QueuedTicket[]>, begin?: FoundNumber) {
    this.#find = find;
    this.typed = begin ? String(begin.sought) : '';
    this.sought = begin?.sought ?? null;
    this.found = begin?.found ?? null;
  }

  get possible(): boolean {
    return numberTyped(this.typed) !== null;
  }

  /** Looks up what is typed, also the same number again. */
  search(): Promise<void> {
    this.found = null;
    this.failed = false;
    this.sought = numberTyped(this.typed);
    return this.refresh();
  }

  /** What is found stays true while the day moves on. */
  async refresh(): Promise<void> {
    const search = ++this.#searches;
    const { sought } = this;
    if (sought === null) return;
    const answer = await this.#find(sought).catch(() => null);
    // Only the newest search counts.
    if (search !== this.#searches) return;
    this.found = answer;
    this.failed = answer === null;
  }

  /** An empty field shows nothing that was found. */
  cleared(): void {
    if (this.typed === '') this.sought = this.found = null;
  }
}
