// SPDX-License-Identifier: MPL-2.0
/** The pages that the server writes for everybody: whole without a script, in each language and size. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { barriers } from './axe';
import { expect, test } from './office';
import type { Page } from '../../kiosk-ui/scripts/playwright';

const languages = ['da', 'en', 'ar'];

/** How far the page reaches beyond the window, in pixels. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test.describe('how busy it is', () => {
  test.use({ pastWeeks: 8, at: '2026-03-05T10:20' });

  test('is read in each language on a small phone, enlarged twice, and by a screen reader', async ({
    office,
  }) => {
    await office.pastIsRead();
    await office.checkIn();
    for (const language of languages) {
      const page = await office.open(`busy/demo?lang=${language}`, { viewport: { width: 390, height: 844 } });
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('.first')).not.toBeEmpty();
      expect(await page.locator('.hours-of-day li').count()).toBeGreaterThan(6);
      await expect(page.locator('.hours-of-day [aria-current=time]')).toContainText('10');
      await expect(page.locator('body'), 'words, not ids').not.toContainText(/busy-|_/);
      expect(await barriers(page)).toEqual([]);
      for (const width of [320, 195]) {
        await page.setViewportSize({ width, height: 600 });
        expect(await overflow(page), `${language} at ${width} px`).toBeLessThanOrEqual(1);
      }
    }
  });

  test('stands inside the page of the municipality, where no other page of the office does', async ({
    office,
  }) => {
    office.troubled = true;
    const page = await office.open('busy/demo');
    const frame = (address: string): string => `<iframe src="${office.base}/${address}"></iframe>`;
    const body = `${frame('busy/demo?embed&lang=da')}${frame('kiosk')}`;
    const site = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(body)).listen(
      0,
    );
    await page.goto(`http://127.0.0.1:${String((site.address() as AddressInfo).port)}/`);
    await expect(page.locator('iframe').first().contentFrame().locator('.first')).toHaveText(
      'Ingen venter nu.',
    );
    await expect(page.locator('iframe').nth(1).contentFrame().locator('main')).toHaveCount(0);
    site.close();
    office.complaints.length = 0;
  });

  test('says what is new by itself', async ({ office }) => {
    const page = await office.open('busy/demo', {}, (page) => page.clock.install());
    await expect(page.locator('.first')).toHaveText('Ingen venter nu.');
    for (let number = 0; number < 5; number += 1) await office.checkIn();
    await expect(async () => {
      await page.clock.runFor(31_000);
      await expect(page.locator('.first')).toHaveText('5 venter nu.', { timeout: 500 });
    }).toPass({ timeout: 30_000 });
  });
});

test.describe('how busy it is, while the clock stands still', () => {
  test.use({ pastWeeks: 8, at: '2026-03-05T10:20', speed: 0.001 });

  test('is whole without a script, and says what a check-in would', async ({ office }) => {
    await office.pastIsRead();
    const page = await office.open('busy/demo', { javaScriptEnabled: false });
    const said = await page.locator('.answer').innerText();
    const { earliest, latest } = (await office.checkIn()).body.promise ?? { earliest: '', latest: '' };
    for (const stamp of [earliest, latest])
      expect(said).toContain(`${String(Number(stamp.slice(11, 13)))}.${stamp.slice(14, 16)}`);
    await expect(page.locator('.hours-of-day li').first()).toBeVisible();
  });
});

test.describe('the start page of a demo', () => {
  test('leads to each of its screens, in each language, on any screen', async ({ office }) => {
    for (const language of languages) {
      const page = await office.open(`?lang=${language}`, { viewport: { width: 390, height: 844 } });
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('.screens li')).toHaveCount(7);
      await expect(page.locator('body'), 'words, not ids').not.toContainText(/start-|_/);
      expect(await barriers(page)).toEqual([]);
      for (const width of [320, 195]) {
        await page.setViewportSize({ width, height: 600 });
        expect(await overflow(page), `${language} at ${String(width)} px`).toBeLessThanOrEqual(1);
      }
      const links = await page
        .locator('.screens a')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
      expect(links.map((link) => link.split('?')[0])).toEqual([
        '/kiosk',
        '/board',
        ...[1, 2, 3, 4, 5].map((desk) => `/desk/${String(desk)}`),
        '/supervisor',
        '/report',
        '/busy/demo',
      ]);
      for (const link of links) expect((await page.request.get(office.base + link)).status(), link).toBe(200);
    }
  });

  test('says that it is a demo, whose code the kiosk takes, and nothing of people who are not there', async ({
    office,
  }) => {
    const page = await office.open('', { javaScriptEnabled: false });
    await expect(page.locator('.first')).toHaveText('Det her er en demo.');
    await expect(page.getByText('Ledsagerens kode er 4711.')).toBeVisible();
    const clock = /Demoens eget ur viser kl\. 9\.5\d, tirsdag den 3\. marts\.$/;
    await expect(page.getByText(clock)).toBeVisible();
    await expect(page.getByText('Opdigtede ledsagere')).toHaveCount(0);
  });
});

test.describe('a demo that lives', () => {
  test.use({ lively: true, speed: 60 });

  test('shows people who come, are called and served, while nobody touches anything', async ({ office }) => {
    const page = await office.open('');
    await expect(page.getByText('Opdigtede ledsagere')).toBeVisible();
    const states = async (): Promise<string[]> => (await office.tickets()).map(({ state }) => state);
    await expect.poll(states, { timeout: 30_000 }).toContain('serving');
    await expect.poll(states, { timeout: 50_000 }).toContain('done');
  });
});
