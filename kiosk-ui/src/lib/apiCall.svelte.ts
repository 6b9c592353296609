// SPDX-License-Identifier: MPL-2.0
import { type Problem, problemOf } from './problem';

/** A request of a page: its last answer, its last problem, and whether one is under way. */
export class ApiCall<Answer> {
  answer = $state.raw<Answer | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);

  /** True if it was answered. A request while another is under way is not sent. */
  async send(request: () => Promise<Answer>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      this.answer = await request();
      this.problem = null;
      return true;
    } catch (cause) {
      this.problem = problemOf(cause);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
