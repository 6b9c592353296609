// SPDX-License-Identifier: MPL-2.0
/**
 * Not a test: how soon a screen answers a touch, on a processor slowed four times (`npm run bench`).
 * Beside each figure stands its floor: a page of one button that changes one word, in the same run.
 */
import type { Page } from '../../kiosk-ui/scripts/playwright';
import { expect, type Office, test } from './office';
import { button } from './people';

const cpuSlowdown = 4;
const rounds = 5;
const mostMilliseconds = { touch: 100, load: 1_000 };

/** What the page measures of itself: from each touch to the next paint, and what moved without one. */
interface Responsiveness {
  touches: number[];
  shifts: number;
  ready: number | null;
}

declare global {
  interface Window {
    measured: Responsiveness;
  }
}

/** Runs in the page before its own scripts. `readyText` stands on it once it is ready. */
function measure(readyText: string): void {
  const measured: Responsiveness = { touches: [], shifts: 0, ready: null };
  window.measured = measured;
  type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean };
  type Touch = PerformanceEventTiming & { interactionId: number };
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries() as Shift[])
      if (!shift.hadRecentInput) measured.shifts += shift.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const touch of list.getEntries() as Touch[])
      if (touch.name === 'click' && touch.interactionId > 0) measured.touches.push(touch.duration);
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  const check = (): void => {
    if (!document.body?.innerText.includes(readyText)) return void requestAnimationFrame(check);
    // Painted once the frame after this one begins.
    requestAnimationFrame(() => (measured.ready ??= performance.now()));
  };
  requestAnimationFrame(check);
}

async function slowDown(page: Page): Promise<void> {
  const wire = await page.context().newCDPSession(page);
  await wire.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
}

/** A cold screen: nothing is in the browser's cache. */
const cold = (office: Office, address: string, readyText: string): Promise<Page> =>
  office.open(address, { hasTouch: true }, async (page) => {
    await page.addInitScript(measure, readyText);
    await slowDown(page);
  });

const loadTime = async (page: Page): Promise<number> => {
  await page.waitForFunction(() => window.measured.ready !== null);
  return page.evaluate(() => window.measured.ready ?? NaN);
};

/** Event Timing tells of a touch after its paint. */
async function touchesOf(page: Page, least: number): Promise<number[]> {
  await page.waitForFunction((least) => window.measured.touches.length >= least, least);
  return page.evaluate(() => window.measured.touches);
}

/** Event Timing leaves out what is painted sooner than this. */
const leastReported = 16;

const floorPage = `<button style="font-size: 80px" onclick="this.textContent = 'Tak'">Klar</button>`;

async function floorOf(office: Office): Promise<{ touch: number; load: number }> {
  const address = 'kiosk?floor';
  const page = await office.open(address, { hasTouch: true }, async (page) => {
    await page.route(`**/${address}`, (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: floorPage }),
    );
    await page.addInitScript(measure, 'Klar');
    await slowDown(page);
  });
  const load = await loadTime(page);
  await button(page, 'Klar').tap();
  await expect(button(page, 'Tak')).toBeVisible();
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));
  const touches = await page.evaluate(() => window.measured.touches);
  await page.context().close();
  return { touch: touches[0] ?? leastReported, load };
}

/** A companion's way through the kiosk, touch by touch. */
async function visit(page: Page): Promise<void> {
  const code = (await page.locator('meta[name=mintur-demo]').getAttribute('content')) ?? '';
  await button(page, 'Brug kode').tap();
  for (const digit of code) await button(page, digit).tap();
  await button(page, 'Videre').tap();
  await button(page, 'Digital Post').tap();
  await button(page, 'Ja').tap();
  await expect(page.getByRole('heading', { name: /^Jeres nummer/ })).toBeVisible();
  await button(page, 'Færdig').tap();
  await expect(page.getByRole('heading', { name: 'Velkommen' })).toBeVisible();
}

const median = (values: number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

function printFigure(what: string, values: number[], most: number, floor: number): void {
  const worst = Math.max(...values);
  const text = (value: number): string => `${Math.round(value)} ms`;
  const figures = `median ${text(median(values))}, worst ${text(worst)}, floor ${text(floor)}`;
  console.log(
    `${worst <= most ? 'met   ' : 'MISSED'} ${what}: ${figures} (aim ${text(most)}, n ${values.length})`,
  );
}

test('kiosk and board on a slow processor', async ({ office }) => {
  test.setTimeout(300_000);
  const touches: number[] = [];
  const loads = { kiosk: [] as number[], board: [] as number[] };
  const floors = { touch: [] as number[], load: [] as number[] };
  let shifts = 0;
  for (let round = 0; round < rounds; round++) {
    const bare = await floorOf(office);
    floors.touch.push(bare.touch);
    floors.load.push(bare.load);
    const kiosk = await cold(office, 'kiosk', 'Velkommen');
    loads.kiosk.push(await loadTime(kiosk));
    await visit(kiosk);
    touches.push(...(await touchesOf(kiosk, 1)));
    shifts += await kiosk.evaluate(() => window.measured.shifts);
    await kiosk.context().close();
    const board = await cold(office, 'board', 'Nu kaldes');
    loads.board.push(await loadTime(board));
    shifts += await board.evaluate(() => window.measured.shifts);
    await board.context().close();
  }
  console.log(`A processor slowed ${cpuSlowdown} times, ${rounds} rounds:`);
  printFigure('kiosk, from a touch to the next paint', touches, mostMilliseconds.touch, median(floors.touch));
  printFigure('a cold kiosk, until it welcomes', loads.kiosk, mostMilliseconds.load, median(floors.load));
  printFigure(
    'a cold board, until it shows its calls',
    loads.board,
    mostMilliseconds.load,
    median(floors.load),
  );
  console.log(`${shifts === 0 ? 'met   ' : 'MISSED'} layout shift without a touch: ${shifts} (aim 0)`);
  expect(touches.length, 'touches were measured').toBeGreaterThan(rounds);
});
