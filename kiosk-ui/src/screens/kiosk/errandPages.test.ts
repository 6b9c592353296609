// SPDX-License-Identifier: MPL-2.0
import { expect, it } from 'vitest';
import { errandPages } from './errandPages';

const errands = (count: number): string[] => Array.from({ length: count }, (_, index) => `errand_${index}`);

it('leaves out no errand, however many an office has', () => {
  for (const count of [1, 6, 12, 13, 22, 23, 64]) {
    const pages = errandPages(errands(count));
    expect(pages.flat()).toEqual(errands(count));
    const tiles = pages.map((page) => page.length + (pages.length > 1 ? 1 : 0));
    expect(Math.max(...tiles)).toBeLessThanOrEqual(12);
  }
});

it('shows up to twelve on one page', () => {
  expect(errandPages(errands(12))).toHaveLength(1);
});
