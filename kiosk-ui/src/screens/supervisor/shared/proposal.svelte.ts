// SPDX-License-Identifier: MPL-2.0
import { type Problem, problemOf } from '../../../lib/problem';
import type { Preview } from '../../../wire/wire';
import type { Consent } from '../types';

/** A change that is not made yet: how to see its effect, and how to make it. */
export interface Change {
  preview: () => Promise<Preview>;
  apply: (consent: Consent) => Promise<unknown>;
  /** Takes a reason also where nobody is harmed. */
  asksWhy?: boolean;
}

export type Phase = 'none' | 'loading' | 'shown' | 'refused' | 'applying' | 'done';

function harms(preview: Preview | null): boolean {
  return preview !== null && preview.broken.length + preview.visits_ended.length > 0;
}

function isHarm(code: string): boolean {
  return code === 'promises_would_break' || code === 'visits_would_end';
}

/** Ten digits, as a CPR number is written: never sent, not even to be refused. */
const cprLike = /\b\d{6}[\s-]?\d{4}\b/;

export type MissingInput = 'reason' | 'cpr' | null;

/** A change that is previewed, then applied or dropped. Shows only the effect of the latest draft. */
export class Proposal {
  phase = $state<Phase>('none');
  preview = $state.raw<Preview | null>(null);
  problem = $state.raw<Problem | null>(null);
  reason = $state('');
  missing = $state<MissingInput>(null);
  #asksWhy = $state(false);
  #change: Change | null = null;
  #version = 0;
  #cancelPause = (): void => {};
  #after: (ms: number, then: () => void) => () => void;

  constructor(after = timeout) {
    this.#after = after;
  }

  /** Whether it breaks a promise or sends somebody home, which takes a reason. */
  get harms(): boolean {
    return harms(this.preview);
  }

  get needsReason(): boolean {
    return this.harms || this.#asksWhy;
  }

  get active(): boolean {
    return this.phase !== 'none' && this.phase !== 'done';
  }

  /** With a `pause`, only the last of several changes is previewed. */
  propose(change: Change, pause = 0): void {
    if (this.phase === 'applying') return;
    this.#change = change;
    this.#asksWhy = change.asksWhy ?? false;
    this.phase = 'loading';
    this.problem = null;
    this.missing = null;
    this.#cancelPause();
    const version = ++this.#version;
    if (pause > 0) this.#cancelPause = this.#after(pause, () => void this.#load(version));
    else void this.#load(version);
  }

  /** The day has changed since the effect was shown. */
  refresh(): void {
    if (this.phase === 'shown' || this.phase === 'refused') void this.#load(++this.#version);
  }

  async #load(version: number): Promise<void> {
    const change = this.#change;
    if (!change) return;
    try {
      const preview = await change.preview();
      if (version !== this.#version) return;
      this.preview = preview;
      this.problem = null;
      this.phase = 'shown';
    } catch (cause) {
      if (version !== this.#version) return;
      this.#refuse(cause);
    }
  }

  /** Applies what was shown; true if it was applied. */
  async confirm(): Promise<boolean> {
    const change = this.#change;
    if (!change || this.phase !== 'shown') return false;
    const reason = this.reason.trim();
    this.missing = cprLike.test(reason) ? 'cpr' : this.needsReason && !reason ? 'reason' : null;
    if (this.missing) return false;
    this.phase = 'applying';
    try {
      await change.apply({ ...(reason ? { reason } : {}), ...(this.harms ? { force: true } : {}) });
      this.#end('done');
      return true;
    } catch (cause) {
      this.#refuse(cause);
      return false;
    }
  }

  cancel(): void {
    if (this.phase !== 'applying') this.#end('none');
  }

  #end(phase: 'none' | 'done'): void {
    this.#cancelPause();
    this.#version++;
    this.#change = null;
    this.phase = phase;
    this.preview = null;
    this.problem = null;
    this.reason = '';
    this.missing = null;
  }

  /** Two refusals show the effect again: it has grown meanwhile, or a reason is missing. */
  #refuse(cause: unknown): void {
    const problem = problemOf(cause);
    const { preview } = problem.details;
    if (preview) this.preview = preview;
    if (isHarm(problem.code) && preview) this.phase = 'shown';
    else if (problem.code === 'reason_required' && this.preview) {
      this.phase = 'shown';
      this.missing = 'reason';
    } else this.phase = 'refused';
    this.problem = this.missing ? null : problem;
  }
}

function timeout(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}
