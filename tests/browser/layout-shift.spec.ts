// SPDX-License-Identifier: MPL-2.0
/** What stands on a public screen does not move once it is painted. */
import type { Page } from '../../kiosk-ui/scripts/playwright';
import { expect, type Office, test } from './office';

interface Shift extends PerformanceEntry {
  value: number;
  sources: { node: Node | null }[];
}

declare global {
  interface Window {
    shifted: string[];
  }
}

function note(): void {
  window.shifted = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries() as Shift[])
      window.shifted.push(`${value}: ${sources.map(({ node }) => node?.textContent?.trim()).join(', ')}`);
  }).observe({ type: 'layout-shift', buffered: true });
}

/** The observer hears of a frame after it is painted. */
function painted(page: Page): Promise<unknown> {
  return page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))));
}

/** The logo comes last, as it does over a slow network. */
async function opened(office: Office, address: string, says: RegExp): Promise<Page> {
  let sendLogo = (): void => {};
  const read = new Promise<void>((resolve) => (sendLogo = resolve));
  const prepare = async (page: Page): Promise<void> => {
    await page.addInitScript(note);
    await page.route('**/logo/**', async (route) => {
      await read;
      await route.continue();
    });
  };
  const page = await office.open(address, {}, prepare, 'domcontentloaded');
  await expect(page.locator('body')).toContainText(says);
  await painted(page);
  sendLogo();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await painted(page);
  return page;
}

test('nothing on kiosk, board and phone moves once it is painted', async ({ office }) => {
  const { links, number } = (await office.checkIn()).body;
  await office.checkIn();
  await office.must('supervisor', 'PUT', '/notice', { da: 'MitID er nede', until: '2026-03-03T12:00:00' });
  await office.must('clerk', 'POST', '/desks/2/calls');
  for (const [address, says] of [
    ['kiosk', /Velkommen/],
    ['board', new RegExp(String(number))],
    [links.page, new RegExp(String(number))],
  ] as const) {
    const page = await opened(office, address, says);
    expect(await page.evaluate(() => window.shifted), address).toEqual([]);
  }
});
