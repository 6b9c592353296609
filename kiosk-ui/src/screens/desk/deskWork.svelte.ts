// SPDX-License-Identifier: MPL-2.0
import { untrack } from 'svelte';
import type { DeskView, Flag, Preview } from '../../wire/wire';
import type { DeskActions, TransferTarget } from './actions';
import { type ActionRunner, createActionRunner } from './actionRunner.svelte';
import { minutesOf } from './hours';
import { InquiryCounter } from './inquiry.svelte';
import { refusalOf, type Refusal } from './phrases';
import { type Ahead, hasConsequences } from './queue';
import { RepeatGuard } from './repeatGuard';
import { type MenuEntry, type Primary, primaryOf } from './steps';

export type PanelName = 'outcome' | 'menu' | 'transfer' | 'reason' | 'pause' | 'leave' | 'call' | 'give';

/** Sends a step, the second time with the clerk's reason. */
type Ask = (key: string, reason?: string) => Promise<unknown>;

/** What the work is done with. */
interface Desk {
  view: () => DeskView;
  stale: () => boolean;
  actions: () => DeskActions;
  /** Puts the focus back on the primary button, so that the same key continues. */
  home: () => Promise<void>;
}

/** Initial state, for the gallery. */
export interface DeskWorkBegun {
  panel?: PanelName;
  chosen?: string;
  refusal?: Refusal;
  harm?: Preview;
  ahead?: Ahead;
  /** Somebody who only asked was counted a moment ago. */
  inquiry?: boolean;
}

/** What the clerk is doing: the open panel, what was chosen in it, and the steps that are sent. */
export class DeskWork {
  panel = $state<PanelName | null>(null);
  chosen = $state<string | null>(null);
  ticked = $state<Flag[]>([]);
  hours = $state('');
  /** What leaving would break. */
  harm = $state.raw<Preview | null>(null);
  ahead = $state.raw<Ahead | null>(null);
  readonly runner: ActionRunner;
  readonly inquiry: InquiryCounter;
  readonly guard = new RepeatGuard();
  /** Does a refused step that the clerk may answer for. */
  #insist: ((reason: string) => void) | null = null;
  /** Counts what the clerk turns to: the answer to an earlier look shows nothing and calls nobody. */
  #looks = 0;
  #desk: Desk;

  constructor(desk: Desk, runner: ActionRunner, begun: DeskWorkBegun) {
    this.#desk = desk;
    this.runner = runner;
    this.inquiry = new InquiryCounter((cause) => (runner.refusal = refusalOf(cause)));
    runner.refusal = begun.refusal ?? null;
    this.inquiry.shown = begun.inquiry ?? false;
    this.panel = begun.panel ?? null;
    this.chosen = begun.chosen ?? null;
    this.harm = begun.harm ?? null;
    this.ahead = begun.ahead ?? null;
  }

  get blocked(): boolean {
    return this.#desk.stale() || this.runner.busy !== null;
  }

  /** What the primary button does. */
  get action(): Primary | 'confirm' {
    const step = primaryOf(this.#desk.view());
    return step === 'complete' && this.panel === 'outcome' ? 'confirm' : step;
  }

  get impossible(): boolean {
    return (this.action === 'call' && !this.#desk.view().next) || (this.action === 'confirm' && !this.chosen);
  }

  /** Not the confirmation: that one needs a choice first, which no second press makes. */
  get asks(): string {
    const { panel, ahead } = this;
    return panel === 'call' && ahead ? `call ${ahead.ticket}` : primaryOf(this.#desk.view());
  }

  open(name: PanelName): void {
    this.#looks += 1;
    this.runner.refusal = null;
    this.panel = name;
  }

  close(): void {
    if (this.panel === null) return;
    this.panel = null;
    this.chosen = null;
    this.ticked = [];
    this.hours = '';
    this.#insist = null;
    void this.#desk.home();
  }

  toggle(name: PanelName): void {
    if (this.panel === name) this.close();
    else this.open(name);
  }

  async run(name: string, ask: (key: string) => Promise<unknown>): Promise<void> {
    if (this.#desk.stale()) return;
    this.inquiry.clear();
    this.#looks += 1;
    const before = this.panel;
    // What the clerk opened meanwhile stays open.
    if ((await this.runner.run(name, ask)) && this.panel === before) this.close();
    if (this.panel === null) await this.#desk.home();
  }

  /** A step beside the visit: what the clerk is doing with it stays open. */
  async runBeside(name: string, ask: Ask): Promise<void> {
    if (this.#desk.stale()) return;
    await this.runner.run(name, (key) => ask(key));
    if (this.panel === null) await this.#desk.home();
  }

  /** Does the refused step with the clerk's reason. */
  insist(reason: string): void {
    this.#insist?.(reason);
  }

  press(at: number): void {
    if (this.blocked || this.impossible || !this.guard.accepts(at)) return;
    const { action, chosen } = this;
    const actions = this.#desk.actions();
    const ticket = this.#ticket ?? '';
    if (action === 'open') void this.run('open', actions.open);
    else if (action === 'call') void this.run('call', actions.callNext);
    else if (action === 'arrive') void this.run(`arrive ${ticket}`, (key) => actions.arrive(ticket, key));
    else if (action === 'complete') this.open('outcome');
    else if (chosen) this.#complete(ticket, chosen);
  }

  pick({ step: name }: MenuEntry): void {
    const ticket = this.#ticket;
    if (!ticket) return;
    if (name === 'transfer') return this.open('transfer');
    const actions = this.#desk.actions();
    const ask = {
      recall: actions.recall,
      absent: actions.absent,
      park: actions.park,
      depart: actions.depart,
    }[name];
    void this.run(`${name} ${ticket}`, (key) => ask(ticket, key));
  }

  move(to: TransferTarget): void {
    const ticket = this.#ticket;
    if (!ticket) return;
    const name = `transfer ${ticket} ${JSON.stringify(to)}`;
    void this.#runUnless('would_break_promise', name, (key, reason) =>
      this.#desk.actions().transfer(ticket, { ...to, ...(reason && { reason }) }, key),
    );
  }

  /** At once where it passes nobody; otherwise the clerk hears first whom. */
  async choose(chosen: { ticket: string; number: number }, reason?: string): Promise<void> {
    if (this.blocked) return;
    const { ticket, number } = chosen;
    this.close();
    this.runner.refusal = null;
    this.#looks += 1;
    const look = this.#looks;
    try {
      const preview = await this.#desk.actions().previewCall(ticket, reason);
      if (look !== this.#looks) return;
      const ahead = { ticket, number, preview, reason };
      this.ahead = ahead;
      if (hasConsequences(preview)) this.panel = 'call';
      else await this.call(ahead);
    } catch (cause) {
      if (look !== this.#looks) return;
      const refusal = refusalOf(cause);
      this.runner.refusal = refusal;
      if (refusal.code === 'needs_other_desk') this.#askWhy((why) => void this.choose(chosen, why));
    }
  }

  call({ ticket, reason }: Ahead): Promise<void> {
    return this.run(`call ${ticket} ${reason}`, (key) =>
      this.#desk.actions().callChosen(ticket, reason, key),
    );
  }

  /** At once where nobody is harmed: the desk can be opened again as fast. */
  async leave(): Promise<void> {
    if (this.blocked) return;
    const actions = this.#desk.actions();
    this.harm = await actions.previewLeaving().catch(() => null);
    if (this.harm && this.harm.broken.length > 0) this.open('leave');
    else await this.run('leave', actions.leave);
  }

  /** Although it breaks promises; a leader is asked why. */
  leaveAllTheSame(): void {
    void this.#runUnless('reason_required', 'leave', this.#desk.actions().leave);
  }

  pause(end: string, reason: string | undefined): void {
    void this.run(`pause ${end} ${reason}`, (key) => this.#desk.actions().pause(end, reason, key));
  }

  comeBack(absence: string): void {
    void this.run(`back ${absence}`, (key) => this.#desk.actions().comeBack(absence, key));
  }

  /** Beside whatever the clerk is doing: the key takes the focus from nothing. */
  countInquiry(): void {
    void this.inquiry.count(this.#desk.actions().countInquiry);
  }

  takeBackInquiry(): void {
    void this.inquiry.takeBack(this.#desk.actions().takeBackInquiry);
  }

  /** Undoes the step that can be undone until then. */
  undo(until: string): void {
    void this.run(`undo ${until}`, this.#desk.actions().undo);
  }

  answerHelp(): void {
    if (this.#desk.view().help_asked_at) void this.run('help', this.#desk.actions().answerHelp);
  }

  get #ticket(): string | undefined {
    return this.#desk.view().current?.ticket;
  }

  #complete(ticket: string, outcome: string): void {
    const flags = [...this.ticked];
    const minutes = minutesOf(this.hours);
    const actions = this.#desk.actions();
    void this.run(`complete ${ticket} ${outcome} ${flags.join()} ${minutes}`, (key) =>
      minutes === undefined
        ? actions.complete(ticket, outcome, flags, key)
        : actions.complete(ticket, outcome, flags, key, minutes),
    );
  }

  /** A step that the server refuses with `code` until somebody says why it is done all the same. */
  async #runUnless(code: Refusal['code'], name: string, ask: Ask): Promise<void> {
    await this.run(name, (key) => ask(key));
    if (this.runner.refusal?.code !== code) return;
    this.#askWhy((reason) => void this.run(`${name} ${reason}`, (key) => ask(key, reason)));
  }

  #askWhy(answer: (reason: string) => void): void {
    this.#insist = answer;
    this.panel = 'reason';
  }
}

/** Creates the work of the screen; call while the component starts. */
export function createDeskWork(desk: Desk, begun: DeskWorkBegun): DeskWork {
  const work = new DeskWork(desk, createActionRunner(desk.view), begun);
  $effect(() => work.guard.labelShown(work.asks, performance.now()));
  // A panel belongs to the visit it was opened for, which may end meanwhile.
  const visit = (): string => `${desk.view().current?.ticket} ${desk.view().current?.state}`;
  let panelVisit = untrack(visit);
  $effect(() => {
    const now = visit();
    if (now === panelVisit) return;
    panelVisit = now;
    untrack(() => work.close());
  });
  return work;
}
