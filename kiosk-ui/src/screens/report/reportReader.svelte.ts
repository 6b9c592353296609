// SPDX-License-Identifier: MPL-2.0
import { type Problem, problemOf } from '../../lib/problem';
import type { ReportAnswer } from '../../wire/wire';
import type { ReportActions } from './actions';
import type { Period } from './period';

const retryMs = 1_500;

/** The report of a period; reading another period abandons the one under way. */
export class ReportReader {
  period = $state.raw<Period | null>(null);
  report = $state.raw<ReportAnswer | null>(null);
  problem = $state.raw<Problem | null>(null);
  #actions: ReportActions;
  #requests = 0;

  constructor(actions: ReportActions) {
    this.#actions = actions;
  }

  async read(period: Period | null): Promise<void> {
    const request = ++this.#requests;
    const isLatest = (): boolean => request === this.#requests;
    this.period = period;
    this.problem = null;
    try {
      const report = await this.#actions.report(period);
      if (isLatest()) this.report = report;
    } catch (cause) {
      if (!isLatest()) return;
      this.problem = problemOf(cause);
      if (this.problem.code !== 'report_is_being_made') this.report = null;
      else setTimeout(() => isLatest() && void this.read(period), retryMs);
    }
  }
}
