// SPDX-License-Identifier: MPL-2.0
import { Problem, problemOf } from '../../../../lib/problem';
import type { Preview, SupervisorView } from '../../../../wire/wire';
import { cancelAbsence, planAbsence } from '../../closures/closureRequests';
import { Proposal } from '../../shared/proposal.svelte';
import { refusalText } from '../../shared/refusal';
import type { Actions } from '../../types';
import type { CardAct } from './deskCard';

/** What stands beside the day for a chosen desk. */
export interface DeskPanel {
  desk: string;
  act: 'leave' | 'away' | 'resolve';
  /** The visit that is to be ended. */
  ticket: string | null;
}

export interface Done {
  desk: string;
  what: 'opened' | 'left' | 'away' | 'returned' | 'ended';
  /** Nothing where it cannot be taken back. */
  undo: (() => Promise<unknown>) | null;
}

const shownFor = 10_000;
/** A second press of the same key must not take back what the first did. */
const readFor = 500;

const isHarmless = ({ broken, visits_ended }: Preview): boolean => broken.length + visits_ended.length === 0;

/** The supervisor's hand on one desk: what is proposed, what was done, and the way back. */
export class DeskEditor {
  panel = $state.raw<DeskPanel | null>(null);
  done = $state.raw<Done | null>(null);
  refused = $state.raw<{ desk: string; why: string } | null>(null);
  busy = $state(false);
  readonly proposal = new Proposal();
  #shownAt = 0;
  #forget: ReturnType<typeof setTimeout> | undefined;
  #clock: () => number;
  #view: () => SupervisorView;
  #actions: () => Actions;

  constructor(view: () => SupervisorView, actions: () => Actions, clock = () => performance.now()) {
    this.#view = view;
    this.#clock = clock;
    this.#actions = actions;
  }

  /** From a card: at once where it harms nobody, otherwise with its effect first. */
  async act(desk: string, act: CardAct): Promise<void> {
    this.close();
    if (act === 'open') return this.#open(desk);
    if (act === 'return') return this.#return(desk);
    this.panel = { desk, act, ticket: act === 'resolve' ? (this.#visitAt(desk)?.ticket ?? null) : null };
    if (act === 'leave') this.#proposeLeaving(desk);
  }

  /** The desk has no clerk until then; a local date and time. */
  proposeAway(end: string): void {
    const { panel } = this;
    if (!panel) return;
    const request = planAbsence(panel.desk, null, end);
    this.proposal.propose({
      preview: () => this.#actions().previewClosure(request),
      apply: (consent) => this.#actions().changeClosure(request, consent),
    });
  }

  async confirm(): Promise<void> {
    const { panel, proposal } = this;
    const harms = proposal.harms;
    const wasAway = panel !== null && this.#absenceAt(panel.desk) !== null;
    if (!panel || !(await proposal.confirm())) return;
    const { desk, act } = panel;
    this.panel = null;
    // A broken promise is not mended by taking the change back.
    if (act === 'leave') this.#finish(desk, 'left', harms ? null : () => this.#actions().openDesk(desk));
    // Of two absences at once the other might be taken back.
    else this.#finish(desk, 'away', harms || wasAway ? null : () => this.#cancelAbsence(desk));
  }

  /** Ends the visit at the desk; without an outcome where nobody knows it. */
  async resolve(outcome: string | null): Promise<void> {
    const { panel } = this;
    if (!panel?.ticket) return void this.close();
    const { desk, ticket } = panel;
    const end = (): Promise<unknown> =>
      outcome === null
        ? this.#actions().endUnrecorded(ticket)
        : this.#actions().completeVisit(ticket, desk, outcome);
    if (!(await this.#send(desk, end))) return;
    this.panel = null;
    this.#finish(desk, 'ended', () => this.#resume(desk));
  }

  async undo(): Promise<void> {
    const { done } = this;
    if (!done?.undo || this.#clock() - this.#shownAt < readFor) return;
    const { desk, undo } = done;
    this.#clear();
    await this.#send(desk, undo);
  }

  close(): void {
    this.proposal.cancel();
    this.panel = null;
    this.#clear();
  }

  async #open(desk: string): Promise<void> {
    if (await this.#send(desk, () => this.#actions().openDesk(desk)))
      this.#finish(desk, 'opened', () => this.#leaveAgain(desk));
  }

  async #return(desk: string): Promise<void> {
    if (await this.#send(desk, () => this.#cancelAbsence(desk))) this.#finish(desk, 'returned', null);
  }

  /** Somebody may have been promised its time meanwhile: then the effect is shown first. */
  async #leaveAgain(desk: string): Promise<void> {
    if (isHarmless(await this.#actions().previewLeaving(desk))) await this.#actions().leaveDesk(desk, {});
    else await this.act(desk, 'leave');
  }

  /** The desk's last step is another once it has somebody again. */
  #resume(desk: string): Promise<unknown> {
    if (this.#visitAt(desk)) return Promise.reject(new Problem(409, { code: 'nothing_to_undo' }));
    return this.#actions().undoAt(desk);
  }

  #visitAt(desk: string) {
    return this.#view().desks.find((each) => each.desk === desk)?.serving ?? null;
  }

  #cancelAbsence(desk: string): Promise<unknown> {
    const absence = this.#absenceAt(desk);
    if (!absence) return Promise.reject(new Problem(404, { code: 'unknown_absence' }));
    return this.#actions().changeClosure(cancelAbsence(desk, absence), {});
  }

  #absenceAt(desk: string): string | null {
    return this.#view().desks.find((each) => each.desk === desk)?.now.absence ?? null;
  }

  #proposeLeaving(desk: string): void {
    this.proposal.propose({
      preview: () => this.#actions().previewLeaving(desk),
      apply: (consent) => this.#actions().leaveDesk(desk, consent),
    });
  }

  async #send(desk: string, request: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      await request();
      return true;
    } catch (cause) {
      this.#show(() => (this.refused = { desk, why: refusalText(problemOf(cause)) }));
      return false;
    } finally {
      this.busy = false;
    }
  }

  #finish(desk: string, what: Done['what'], undo: Done['undo']): void {
    this.#show(() => (this.done = { desk, what, undo }));
  }

  /** On the card for a while, in the place of what can be done there. */
  #show(show: () => unknown): void {
    this.#clear();
    show();
    this.#shownAt = this.#clock();
    this.#forget = setTimeout(() => this.#clear(), shownFor);
  }

  #clear(): void {
    clearTimeout(this.#forget);
    this.done = null;
    this.refused = null;
  }
}
