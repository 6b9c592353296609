// SPDX-License-Identifier: MPL-2.0
/** What a screen shows is fresh, or the screen says that it is not. */
import type { Page } from '../../kiosk-ui/scripts/playwright';
import { expect, type Office, test } from './office';
import { answer, button, useCode } from './people';

const old = /Ikke opdateret siden kl\./;

/** Opens a page and waits for its first heartbeat: only then can the next one be missing. */
async function openWithHeartbeat(office: Office, address: string): Promise<Page> {
  let received = (): void => undefined;
  const heartbeat = new Promise<void>((resolve) => (received = resolve));
  const page = await office.open(address, {}, (opening) =>
    opening.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (String(payload).includes('"heartbeat"')) received();
      }),
    ),
  );
  await heartbeat;
  return page;
}

test('a server that hangs is noticed in five seconds, also in the citizen’s hand', async ({ office }) => {
  office.troubled = true;
  const { links } = (await office.checkIn()).body;
  const pages = {
    kiosk: await openWithHeartbeat(office, 'kiosk'),
    board: await openWithHeartbeat(office, 'board'),
    desk: await openWithHeartbeat(office, 'desk/1'),
    supervisor: await openWithHeartbeat(office, 'supervisor'),
    telephone: await openWithHeartbeat(office, links.page),
  };
  await expect(pages.kiosk.getByText('Første ledige tid')).toBeVisible();
  for (const page of Object.values(pages)) await expect(page.getByText(old).first()).toBeHidden();
  office.freeze();
  // Five seconds since the last heartbeat, and one for a machine that does much else.
  await Promise.all(
    Object.entries(pages).map(([name, page]) =>
      expect(page.getByText(old).first(), name).toBeVisible({ timeout: 6_000 }),
    ),
  );
  office.thaw();
  for (const [name, page] of Object.entries(pages))
    await expect(page.getByText(old).first(), name).toBeHidden({ timeout: 20_000 });
});

test('who comes back to the ticket page sees the call that came meanwhile', async ({ office }) => {
  // A page that is no screen has no icon.
  office.troubled = true;
  const { links } = (await office.checkIn()).body;
  const telephone = await office.open(links.page);
  await expect(telephone.locator('h1')).toHaveText('Jeres nummer');
  await telephone.goto(`${office.base}/healthz`);
  expect((await office.ask('clerk', 'POST', '/desks/1/calls')).status).toBe(201);
  await telephone.goBack();
  await expect(telephone.locator('h1')).toHaveText('Kom nu: skranke 1');
});

test('who comes back to a screen sees how it stands now', async ({ office }) => {
  office.troubled = true;
  await office.checkIn();
  const board = await office.open('board');
  await expect(board.getByText('Her ser I jeres nummer')).toBeVisible();
  await board.goto(`${office.base}/healthz`);
  expect((await office.ask('clerk', 'POST', '/desks/1/calls')).status).toBe(201);
  await board.goBack();
  await expect(board.locator('.huge').first()).toHaveText('1');
});

test('a browser that translates breaks no page', async ({ office }) => {
  for (const address of ['kiosk', 'board', 'desk/1', 'supervisor', 'report']) {
    const page = await office.open(address);
    await expect(page.locator('html'), address).toHaveAttribute('translate', 'no');
  }
  const { links } = (await office.checkIn()).body;
  const telephone = await office.open(links.page);
  await expect(telephone.locator('h1')).toHaveText('Jeres nummer');
  // What browsers do: every text moves into an element of their own.
  await telephone.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts.filter((each) => each.data.trim() && each.parentElement?.tagName !== 'SCRIPT')) {
      const around = document.createElement('span');
      text.replaceWith(around);
      around.textContent = `[${text.data.trim()}]`;
    }
  });
  await office.checkIn();
  await expect(telephone.locator('h1'), 'a translation stays').toHaveText('[Jeres nummer]');
  expect((await office.ask('clerk', 'POST', '/desks/1/calls')).status).toBe(201);
  await expect(telephone.locator('h1')).toHaveText('Kom nu: skranke 1');
});

test('two fingers do not enlarge a kiosk, and do enlarge the page in the hand', async ({ office }) => {
  const { links } = (await office.checkIn()).body;
  const scale = async (address: string): Promise<number> => {
    const page = await office.open(address, { hasTouch: true, isMobile: true });
    await expect(page.getByText(/Første ledige tid|Jeres nummer/).first()).toBeVisible();
    const session = await page.context().newCDPSession(page);
    // Two fingers on the glass, one going up and one going down.
    const fingers = (apart: number) => ({
      touchPoints: [-1, 1].map((side, id) => ({ x: 180, y: 400 + side * apart, id })),
    });
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', ...fingers(30) });
    for (let apart = 40; apart <= 200; apart += 10)
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', ...fingers(apart) });
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    return page.evaluate(() => window.visualViewport?.scale ?? 0);
  };
  expect(await scale('kiosk')).toBe(1);
  expect(await scale(links.page), 'the gesture is a gesture').toBeGreaterThan(1.5);
});

test('a check-in that was given up is withdrawn as soon as the server answers', async ({ office }) => {
  office.troubled = true;
  const kiosk = await office.open('kiosk');
  await useCode(kiosk);
  office.freeze();
  await answer(kiosk);
  await expect(kiosk.getByRole('heading', { name: 'Vi har ikke forbindelse lige nu' })).toBeVisible({
    timeout: 40_000,
  });
  await button(kiosk, 'Begynd forfra').click();
  const withdrawn = kiosk.waitForResponse((response) => response.request().method() === 'DELETE');
  office.thaw();
  expect((await withdrawn).status()).toBe(200);
  await expect
    .poll(async () => (await office.tickets()).filter(({ state }) => state !== 'left').length)
    .toBe(0);
  await expect(kiosk.getByRole('heading', { name: 'Velkommen' })).toBeVisible();
});
