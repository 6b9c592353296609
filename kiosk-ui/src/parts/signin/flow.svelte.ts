// SPDX-License-Identifier: MPL-2.0
import { type Problem, problemOf } from '../../lib/problem';
import type { NewSecondFactor, SignInAnswer, SignInRequest } from '../../wire/wire';

/** What is asked for now. */
export type Step = 'name' | 'choose' | 'second' | 'setup';

export interface SignInActions {
  signIn: (shown: SignInRequest) => Promise<SignInAnswer>;
}

/** Signing in, step by step. Each step sends what the earlier ones were given; at the end nothing is kept. */
export class SignInFlow {
  step = $state<Step>('name');
  /** With a one-time code instead of a password. */
  withCode = $state(false);
  /** Another password instead of the one that is typed. */
  changing = $state(false);
  name = $state('');
  password = $state('');
  code = $state('');
  newPassword = $state('');
  digits = $state('');
  secondFactor = $state.raw<NewSecondFactor | null>(null);
  /** The key of the sentence that says what is wrong. */
  error = $state('');
  busy = $state(false);
  #actions: SignInActions;

  constructor(actions: SignInActions) {
    this.#actions = actions;
  }

  /** True once the person is in. */
  async submit(): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = '';
    try {
      return this.#take(await this.#actions.signIn(this.#shown()));
    } catch (cause) {
      this.error = errorOf(problemOf(cause));
      this.digits = '';
      return false;
    } finally {
      this.busy = false;
    }
  }

  startOver(): void {
    this.step = 'name';
    this.error = '';
    this.#forget();
  }

  #shown(): SignInRequest {
    const name = this.name.trim();
    if (this.step === 'choose') return { name, one_time_code: this.code, new_password: this.newPassword };
    if (this.withCode) return { name, one_time_code: this.code };
    const digits = this.step === 'name' ? '' : this.digits.replaceAll(' ', '');
    return {
      name,
      password: this.password,
      ...(this.changing && { new_password: this.newPassword }),
      ...(digits && { second_factor: digits }),
    };
  }

  #take({ step, second_factor: secondFactor }: SignInAnswer): boolean {
    // The code is used up: from here on the person has the password they chose.
    if (this.step === 'choose' && step !== 'choose_password') {
      this.password = this.newPassword;
      this.withCode = false;
    }
    this.digits = '';
    if (step === 'signed_in') {
      this.#forget();
      return true;
    }
    this.secondFactor = secondFactor ?? null;
    this.step = { choose_password: 'choose', second_factor: 'second', set_up_second_factor: 'setup' }[
      step
    ] as Step;
    return false;
  }

  #forget(): void {
    this.password = this.code = this.newPassword = this.digits = '';
    this.secondFactor = null;
    this.withCode = false;
  }
}

function errorOf({ code }: Problem): string {
  if (code === 'sign_in_wrong') return 'signin-wrong';
  if (code === 'second_factor_wrong') return 'signin-second-wrong';
  if (code === 'too_many_tries' || code === 'too_many_requests') return 'signin-too-many';
  if (code === 'password_refused') return 'signin-password-refused';
  return code === 'unreachable' ? 'signin-unreachable' : 'signin-failed';
}
