// SPDX-License-Identifier: MPL-2.0
/** Enlarged by the browser to 150 or 200 %: all stays in sight, and words stay whole. */
import { expect, type Page, test } from '../../kiosk-ui/scripts/playwright';
import { serveDist } from '../../kiosk-ui/scripts/serve.mjs';

const sizes = {
  kiosk: { width: 1080, height: 1920 },
  desk: { width: 1440, height: 900 },
  supervisor: { width: 1440, height: 900 },
  ticket: { width: 390, height: 844 },
};

/** What is cut off at a side, or broken within a word. */
function broken(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found: string[] = [];
    const over = document.documentElement.scrollWidth - width;
    if (over > 1) found.push(`the page is ${String(over)} px too wide`);
    for (const element of document.querySelectorAll<HTMLElement>('h1, h2, button, .big, .number')) {
      const text = element.innerText.trim();
      const box = element.getBoundingClientRect();
      const dialog = document.querySelector('dialog[open]');
      const isBehind = dialog !== null && !dialog.contains(element);
      const isForEars = box.width <= 2 || box.height <= 2;
      const isShown = element.checkVisibility({ visibilityProperty: true }) && !element.closest('.wide');
      if (!text || !isShown || isBehind || isForEars) continue;
      if (box.left < -1 || box.right > width + 1) found.push(`«${text}» is cut off`);
      const range = document.createRange();
      range.selectNodeContents(element);
      const words = [...range.getClientRects()].find((one) => one.width > 1 && one.height > 1);
      if (!words) continue;
      const at = {
        x: (words.left + words.right) / 2,
        y: (words.top + words.bottom) / 2,
      };
      const behind = at.y < window.innerHeight ? document.elementFromPoint(at.x, at.y) : null;
      // The foot of a long panel stays in sight and covers what is scrolled beneath it.
      const isOpaque = behind && getComputedStyle(behind).backgroundColor !== 'rgba(0, 0, 0, 0)';
      const isApart = behind && !element.contains(behind) && !behind.contains(element);
      if (isOpaque && isApart && !behind.closest('.buttons'))
        found.push(`«${text}» is covered by ${behind.tagName}.${behind.className}`);
      const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top / 8))).size;
      if (element.matches('h1, h2') && lines > text.split(/\s+/).length + 1)
        found.push(`«${text}» is broken`);
    }
    return found;
  });
}

/** Reflow (WCAG 1.4.10): as narrow as 1280 px at 400 %. */
const narrow = { screen: 'desk', width: 320, height: 640 };
const enlarged = Object.entries(sizes).flatMap(([screen, { width, height }]) =>
  [1.5, 2].map((zoom) => ({ screen, width: Math.round(width / zoom), height: Math.round(height / zoom) })),
);

for (const { screen, width, height } of [...enlarged, narrow]) {
  test(`the ${screen} is whole on ${String(width)} × ${String(height)}`, async ({ page }) => {
    test.setTimeout(120_000);
    const server = await serveDist();
    try {
      await page.setViewportSize({ width, height });
      await page.goto(`${server.base}/gallery`);
      const links = page.locator(`a[href^="?screen=${screen}&state="]`);
      const all = await links.evaluateAll((anchors) =>
        anchors.map((anchor) => new URLSearchParams(anchor.getAttribute('href') ?? '').get('state')),
      );
      for (const state of new Set(all)) {
        await page.goto(`${server.base}/gallery?screen=${screen}&state=${String(state)}&lang=da`);
        await page.locator('html[data-ready]').waitFor({ state: 'attached' });
        await page.evaluate(() => document.fonts.ready);
        expect.soft(await broken(page), `${screen} ${String(state)}`).toEqual([]);
      }
    } finally {
      server.close();
    }
  });
}
