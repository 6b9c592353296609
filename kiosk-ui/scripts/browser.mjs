// SPDX-License-Identifier: MPL-2.0
// Debian's chromium: Playwright's own download is not reachable everywhere.
import { chromium } from '@playwright/test';

export const chromiumOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // As the board's own browser is started: nobody touches it, and it must chime all the same.
    '--autoplay-policy=no-user-gesture-required',
  ],
};

export const launch = () => chromium.launch(chromiumOptions);
