// SPDX-License-Identifier: MPL-2.0
/** The server goes away and comes back; people are told, and nothing is lost or done twice. */
import type { Page } from '../../kiosk-ui/scripts/playwright';
import { expect, expectSamePage, mark, test } from './office';
import { answer, button, given, primary, useCode, waits, who } from './people';

test('when the server dies every screen says since when, and recovers with the same numbers', async ({
  office,
}) => {
  test.setTimeout(120_000);
  office.troubled = true;
  for (const errand of ['new_mitid', 'digital_post']) await office.checkIn(errand);
  const pages: Record<string, Page> = {};
  for (const address of ['kiosk', 'board', 'desk/1', 'supervisor', (await office.ticket(1)).links.page]) {
    pages[address.startsWith('/t/') ? 'telephone' : address] = await office.open(address);
  }
  const {
    kiosk,
    board,
    'desk/1': desk,
    supervisor,
    telephone,
  } = pages as Record<string, Page> & Record<'kiosk' | 'board' | 'desk/1' | 'supervisor' | 'telephone', Page>;
  await expect(kiosk.getByText('Første ledige tid')).toBeVisible();
  await expect(waits(board, 2)).toBeVisible();
  await expect(who(desk, 1)).toBeVisible();
  await expect(button(supervisor, 'Frihold tid')).toBeEnabled();
  for (const page of Object.values(pages)) await mark(page);

  await office.cut();
  for (const [name, page] of Object.entries(pages)) {
    await expect(page.getByText(/Ikke opdateret siden kl\. 9\.5\d/).first(), name).toBeVisible();
  }
  await expect(primary(desk)).toHaveAttribute('aria-disabled', 'true');
  await expect(button(desk, 'Forlad skranken')).toBeDisabled();
  await expect(button(supervisor, 'Frihold tid')).toBeDisabled();
  await expect(kiosk.getByText('Første ledige tid')).toBeHidden();
  await desk.keyboard.press('Enter');

  await office.start();
  for (const [name, page] of Object.entries(pages)) {
    await expect(page.getByText(/Ikke opdateret siden/).first(), name).toBeHidden({ timeout: 20_000 });
    await expectSamePage(page);
  }
  await expect(waits(board, 1)).toBeVisible();
  await expect(waits(board, 2)).toBeVisible();
  await expect(who(desk, 1)).toBeVisible();
  await expect(primary(desk)).toHaveAttribute('aria-disabled', 'false');
  await expect(telephone.locator('.number')).toHaveText('1');
  await expect(kiosk.getByText('Første ledige tid')).toBeVisible();
  expect(await office.events('ticket_called'), 'a press without a connection calls nobody').toBe(0);
  expect((await office.checkIn()).body.number, 'the numbers go on').toBe(3);
});

/** The idempotency keys of every check-in the kiosk sends. */
function keysOf(kiosk: Page): string[] {
  const keys: string[] = [];
  kiosk.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/tickets'))
      keys.push(request.headers()['idempotency-key'] ?? '');
  });
  return keys;
}

test('a check-in pressed while the server is away becomes one number when it is back', async ({ office }) => {
  test.setTimeout(120_000);
  office.troubled = true;
  const kiosk = await office.open('kiosk');
  const keys = keysOf(kiosk);
  await useCode(kiosk);
  await office.cut();
  await answer(kiosk);
  await expect(kiosk.getByRole('heading', { name: 'Vi har ikke forbindelse lige nu' })).toBeVisible();
  await expect(kiosk.getByText('Jeres svar er gemt. Vi prøver selv igen.')).toBeVisible();
  await office.start();
  await expect(kiosk.getByRole('heading', { name: /^Jeres nummer/ })).toBeVisible({ timeout: 20_000 });
  expect((await given(kiosk)).number).toBe(1);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size, 'the same key each time').toBe(1);
  expect((await office.tickets()).length).toBe(1);
});

test('a number whose answer was lost on the way is the same number when asked again', async ({ office }) => {
  office.troubled = true;
  const kiosk = await office.open('kiosk');
  const keys = keysOf(kiosk);
  let lost = 0;
  await kiosk.route('**/tickets', async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort('connectionreset');
  });
  await useCode(kiosk);
  await answer(kiosk);
  expect((await given(kiosk)).number).toBe(1);
  expect(lost).toBe(1);
  expect(keys.length).toBe(2);
  expect(new Set(keys).size).toBe(1);
  expect((await office.tickets()).length).toBe(1);
});
