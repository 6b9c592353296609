// SPDX-License-Identifier: MPL-2.0
/** What tests/browser uses of this folder's packages; it has none of its own. */
export { default as AxeBuilder } from '@axe-core/playwright';
export * from '@playwright/test';
export type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';
