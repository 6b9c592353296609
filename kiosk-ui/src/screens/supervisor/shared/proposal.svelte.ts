import { Problem, unreachable } from '../../../lib/problem';
import type { Consent, Preview } from '../types';

/** A change that is not made yet: what it would do, and how to do it. */
export interface Ask {
  preview: () => Promise<Preview>;
  act: (consent: Consent) => Promise<unknown>;
}

export type Phase = 'none' | 'asking' | 'shown' | 'refused' | 'doing' | 'done';

/** Nine digits and one more, as a CPR number is written: never sent, not even to be refused. */
const cprLike = /\b\d{6}[\s-]?\d{4}\b/;

export type Lack = 'reason' | 'cpr' | null;

/** A change that is previewed, then applied or dropped. Shows only the effect of the latest draft. */
export class Proposal {
  phase = $state<Phase>('none');
  preview = $state.raw<Preview | null>(null);
  problem = $state.raw<Problem | null>(null);
  reason = $state('');
  lack = $state<Lack>(null);
  #ask: Ask | null = null;
  #turn = 0;
  #cancelPause = (): void => {};
  #after: (ms: number, then: () => void) => () => void;

  constructor(after = later) {
    this.#after = after;
  }

  get breaks(): boolean {
    return (this.preview?.broken.length ?? 0) > 0;
  }

  get active(): boolean {
    return this.phase !== 'none' && this.phase !== 'done';
  }

  /** While keys are held down, only where they end is asked about. */
  propose(ask: Ask, pause = 0): void {
    if (this.phase === 'doing') return;
    this.#ask = ask;
    this.phase = 'asking';
    this.problem = null;
    this.lack = null;
    this.#cancelPause();
    const turn = ++this.#turn;
    if (pause > 0) this.#cancelPause = this.#after(pause, () => void this.#look(turn));
    else void this.#look(turn);
  }

  /** The day moved on while the effect was being read. */
  refresh(): void {
    if (this.phase === 'shown' || this.phase === 'refused') void this.#look(++this.#turn);
  }

  async #look(turn: number): Promise<void> {
    const ask = this.#ask;
    if (!ask) return;
    try {
      const preview = await ask.preview();
      if (turn !== this.#turn) return;
      this.preview = preview;
      this.problem = null;
      this.phase = 'shown';
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.#refuse(cause);
    }
  }

  /** Does what was shown. Says whether it is done. */
  async confirm(): Promise<boolean> {
    const ask = this.#ask;
    if (!ask || this.phase !== 'shown') return false;
    const reason = this.reason.trim();
    this.lack = cprLike.test(reason) ? 'cpr' : this.breaks && !reason ? 'reason' : null;
    if (this.lack) return false;
    this.phase = 'doing';
    try {
      await ask.act({ ...(reason ? { reason } : {}), ...(this.breaks ? { force: true } : {}) });
      this.#end('done');
      return true;
    } catch (cause) {
      this.#refuse(cause);
      return false;
    }
  }

  cancel(): void {
    if (this.phase !== 'doing') this.#end('none');
  }

  #end(phase: 'none' | 'done'): void {
    this.#cancelPause();
    this.#turn++;
    this.#ask = null;
    this.phase = phase;
    this.preview = null;
    this.problem = null;
    this.reason = '';
    this.lack = null;
  }

  /** Two refusals are answered here: the effect has grown since it was shown, and a reason is missing. */
  #refuse(cause: unknown): void {
    const problem = cause instanceof Problem ? cause : unreachable(cause);
    const preview = problem.rest.preview as Preview | undefined;
    if (preview) this.preview = preview;
    if (problem.code === 'promises_would_break' && preview) this.phase = 'shown';
    else if (problem.code === 'reason_required' && this.preview) {
      this.phase = 'shown';
      this.lack = 'reason';
    } else this.phase = 'refused';
    this.problem = this.lack ? null : problem;
  }
}

function later(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}
