// SPDX-License-Identifier: MPL-2.0
import { defineConfig } from '@playwright/test';
// The same Chromium, with the same switches, as the pictures of the gallery.
import { chromiumOptions } from './scripts/browser.mjs';

export default defineConfig({
  testDir: '../tests/browser',
  outputDir: '../tests/browser/output',
  workers: 2,
  fullyParallel: true,
  // A test that only passes the second time has found something.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list'], ['../tests/browser/tally.ts']],
  use: { launchOptions: chromiumOptions, locale: 'da-DK', reducedMotion: 'reduce', actionTimeout: 15_000 },
  projects: [
    { name: 'office', testMatch: '*.spec.ts' },
    // Not a test: takes the pictures in docs/pictures from a living office.
    { name: 'pictures', testMatch: 'pictures.ts' },
    // Nor is this: measures the screens for `make bench`.
    { name: 'bench', testMatch: 'bench.ts', workers: 1 },
  ],
});
