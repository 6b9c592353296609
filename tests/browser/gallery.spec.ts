// SPDX-License-Identifier: MPL-2.0
/** Every screen in every state of the gallery is open to everybody, in every language it speaks. */
import { expect, test } from '../../kiosk-ui/scripts/playwright';
import { serveDist } from '../../kiosk-ui/scripts/serve.mjs';
import { barriers } from './axe';
import { shownIds } from './ids';

const sizes = {
  kiosk: { width: 1080, height: 1920 },
  board: { width: 1920, height: 1080 },
  desk: { width: 1440, height: 900 },
  supervisor: { width: 1440, height: 900 },
  report: { width: 1240, height: 1754 },
  ticket: { width: 390, height: 844 },
};

/** Where public people stand, each language and look counts; staff read Danish. */
const looks = [
  ...(['kiosk', 'board', 'desk', 'supervisor', 'report', 'ticket'] as const).map(
    (screen) => [screen, 'in Danish', 'lang=da'] as const,
  ),
  ...(['kiosk', 'ticket'] as const).map((screen) => [screen, 'in Arabic', 'lang=ar'] as const),
  ['kiosk', 'enlarged and in high contrast', 'lang=da&text=large&contrast=more'] as const,
  ['kiosk', 'with low buttons, in English', 'lang=en&low=true'] as const,
  ...(['desk', 'ticket'] as const).map((screen) => [screen, 'in English', 'lang=en'] as const),
];

for (const [screen, how, query] of looks) {
  test(`nobody is kept out of any state of the ${screen} ${how}`, async ({ page }) => {
    test.setTimeout(300_000);
    const server = await serveDist();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    try {
      await page.setViewportSize(sizes[screen]);
      await page.goto(`${server.base}/gallery`);
      const links = page.locator(`a[href^="?screen=${screen}&state="]`);
      const all = await links.evaluateAll((anchors) =>
        anchors.map((anchor) => new URLSearchParams(anchor.getAttribute('href') ?? '').get('state')),
      );
      const states = [...new Set(all)];
      expect(states.length, 'the gallery shows this screen').toBeGreaterThan(5);
      for (const state of states) {
        await test.step(`${screen} ${state}`, async () => {
          await page.goto(`${server.base}/gallery?screen=${screen}&state=${state}&${query}`);
          await page.locator('html[data-ready]').waitFor({ state: 'attached' });
          expect.soft(await barriers(page), `${screen} ${state} ${how}`).toEqual([]);
          expect.soft(await shownIds(page), `${screen} ${state} ${how} shows no id`).toEqual([]);
        });
      }
    } finally {
      server.close();
    }
    expect(complaints, 'the pages complain about nothing').toEqual([]);
  });
}
