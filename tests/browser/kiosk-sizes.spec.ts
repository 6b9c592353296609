// SPDX-License-Identifier: MPL-2.0
/** A kiosk hangs upright, lies on its side or is a tablet: every answer and Help are in sight unscrolled. */
import { expect, test } from '../../kiosk-ui/scripts/playwright';
import { serveDist } from '../../kiosk-ui/scripts/serve.mjs';

const sizes = [
  [1080, 1920],
  [1920, 1080],
  [1024, 768],
  [810, 1080],
] as const;
for (const [width, height] of sizes) {
  test(`a kiosk of ${String(width)} × ${String(height)} shows each page whole`, async ({ page }) => {
    test.setTimeout(120_000);
    const server = await serveDist();
    try {
      await page.setViewportSize({ width, height });
      await page.goto(`${server.base}/gallery`);
      const links = page.locator('a[href^="?screen=kiosk&state="]');
      const hrefs = await links.evaluateAll((anchors) =>
        anchors.map((anchor) => anchor.getAttribute('href') ?? ''),
      );
      const states = new Set(hrefs.map((href) => new URLSearchParams(href).get('state')));
      expect(states.size, 'the gallery shows this screen').toBeGreaterThan(5);
      for (const language of ['da', 'en', 'ar'])
        for (const state of states) {
          await page.goto(`${server.base}/gallery?screen=kiosk&state=${state}&lang=${language}`);
          await page.waitForSelector('html[data-ready]', { state: 'attached' });
          await page.evaluate(() => document.fonts.ready);
          const over = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
          expect.soft(over, `${state} in ${language} is too high`).toBeLessThanOrEqual(0);
        }
    } finally {
      server.close();
    }
  });
}
