// SPDX-License-Identifier: MPL-2.0
/** Somebody without card or code gets a number at the desk, and follows it in their own language. */
import type { Page } from '../../kiosk-ui/scripts/playwright';
import { expect, type Office, test } from './office';
import { button } from './people';

async function shown(desk: Page, office: Office): Promise<number> {
  await expect(desk.getByRole('heading', { name: 'Nummeret er givet' })).toBeVisible();
  const number = Number(await desk.locator('.given .big').innerText());
  expect((await office.ticket(number)).state).toBe('waiting');
  return number;
}

test('a number is given with two touches', async ({ office }) => {
  const desk = await office.open('desk/1', { hasTouch: true });
  await button(desk, 'Giv et nummer').tap();
  await desk.getByText('Digital Post', { exact: true }).tap();
  await button(desk, 'Giv nummer').tap();
  await shown(desk, office);
  const qr = desk.locator('.given img');
  await expect(qr).toHaveJSProperty('complete', true);
  await desk.emulateMedia({ media: 'print' });
  await expect(desk.locator('.given .big')).toBeVisible();
  await expect(desk.getByRole('button', { name: /^Kald næste/ })).toBeHidden();
});

test('a number is given with keys, and the phone speaks Arabic', async ({ office }) => {
  const desk = await office.open('desk/1');
  // Keys count from half a second after a screen has changed.
  await expect(async () => {
    await desk.keyboard.press('F7');
    await expect(desk.getByLabel('Sprog på telefonen')).toBeVisible({ timeout: 500 });
  }).toPass();
  await desk.keyboard.press('Space');
  await desk.getByLabel('Sprog på telefonen').selectOption('ar');
  await desk.getByLabel('Tolk').focus();
  await desk.keyboard.press('Space');
  await desk.keyboard.press('Enter');
  const number = await shown(desk, office);
  const { links, needs, language } = await office.ticket(number);
  expect([needs.includes('interpreter'), language]).toEqual([true, 'ar']);
  const phone = await office.open(links.page);
  await expect(phone.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(phone.getByText(String(number)).first()).toBeVisible();
  await desk.keyboard.press('Escape');
  await expect(desk.getByRole('heading', { name: 'Nummeret er givet' })).toHaveCount(0);
  expect(await office.events('ticket_checked_in')).toBe(1);
});
