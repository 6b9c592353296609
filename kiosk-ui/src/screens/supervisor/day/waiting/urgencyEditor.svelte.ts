// SPDX-License-Identifier: MPL-2.0
import { problemOf } from '../../../../lib/problem';
import type { Urgency } from '../../../../wire/wire';
import { Proposal } from '../../shared/proposal.svelte';
import { refusalText } from '../../shared/refusal';
import type { Actions } from '../../types';

/** A number whose urgency is about to change. */
export interface UrgencyPanel {
  ticket: string;
  number: number;
  urgency: Urgency;
}

/** What was done with a number, or refused, a moment ago. */
export interface UrgencySaid {
  ticket: string;
  says: Urgency | 'taken-back' | { refused: string };
}

const shownFor = 10_000;
/** A second press of the same key must not take back what the first did. */
const readFor = 500;

/** The supervisor's hand on the urgency of one number: the effect first, and the way back for ten seconds. */
export class UrgencyEditor {
  panel = $state.raw<UrgencyPanel | null>(null);
  said = $state.raw<UrgencySaid | null>(null);
  busy = $state(false);
  readonly proposal = new Proposal();
  #shownAt = 0;
  #forget: ReturnType<typeof setTimeout> | undefined;
  #clock: () => number;
  #actions: () => Actions;

  constructor(actions: () => Actions, clock = () => performance.now()) {
    this.#actions = actions;
    this.#clock = clock;
  }

  open(panel: UrgencyPanel): void {
    this.close();
    const { ticket, urgency } = panel;
    this.panel = panel;
    this.proposal.propose({
      preview: () => this.#actions().previewUrgency(ticket, urgency),
      apply: ({ reason }) => this.#actions().setUrgency(ticket, { urgency, ...(reason && { reason }) }),
      asksWhy: urgency === 'raised',
    });
  }

  async confirm(): Promise<void> {
    const { panel } = this;
    if (!panel || !(await this.proposal.confirm())) return;
    this.panel = null;
    this.#say({ ticket: panel.ticket, says: panel.urgency });
  }

  /** Only raising is taken back: to raise again needs its reason. */
  async undo(): Promise<void> {
    const { said } = this;
    if (said?.says !== 'raised' || this.busy || this.#clock() - this.#shownAt < readFor) return;
    const { ticket } = said;
    this.busy = true;
    try {
      await this.#actions().setUrgency(ticket, { urgency: 'ordinary' });
      this.#say({ ticket, says: 'taken-back' });
    } catch (cause) {
      this.#say({ ticket, says: { refused: refusalText(problemOf(cause)) } });
    } finally {
      this.busy = false;
    }
  }

  close(): void {
    this.proposal.cancel();
    this.panel = null;
    this.#clear();
  }

  #say(said: UrgencySaid): void {
    this.#clear();
    this.said = said;
    this.#shownAt = this.#clock();
    this.#forget = setTimeout(() => this.#clear(), shownFor);
  }

  #clear(): void {
    clearTimeout(this.#forget);
    this.said = null;
  }
}
