// SPDX-License-Identifier: MPL-2.0
import type { FullResult, Reporter, TestCase, TestResult } from '../../kiosk-ui/scripts/playwright';

/** The last line says it in four words, for whoever reads only the end. */
export default class Tally implements Reporter {
  #passed = 0;
  #failed = 0;

  onTestEnd(test: TestCase, { status }: TestResult): void {
    if (status === 'skipped') return;
    if (test.ok()) this.#passed += 1;
    else this.#failed += 1;
  }

  onEnd({ status }: FullResult): void {
    // A run that was stopped, or in which no test was found, has failed too.
    if (status !== 'passed' && this.#failed === 0) this.#failed = 1;
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
  }

  printsToStdio(): boolean {
    return true;
  }
}
