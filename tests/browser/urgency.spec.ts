// SPDX-License-Identifier: MPL-2.0
/** The supervisor lets a number that waits go first: whom that moves is said before, and it is taken back. */
import type { Page, Locator } from '../../kiosk-ui/scripts/playwright';
import { expect, test } from './office';
import { button } from './people';

const effect = (page: Page): Locator => page.getByRole('region', { name: 'Virkning' });
const row = (page: Page, ticket: string): Locator => page.locator(`[data-waiting="${ticket}"]`);

test.use({ at: '2026-03-03T10:50', own: ['4 10:55 12:30'] });

test('a supervisor lets a number go first, knowing whom that moves, and takes it back', async ({
  office,
}) => {
  const { body: first } = await office.checkIn();
  const { body: second } = await office.checkIn();
  const page = await office.open('supervisor');
  const name = `Haster … (Nummer ${second.number})`;
  await expect(row(page, second.id)).not.toContainText('haster');

  await button(page, name).click();
  await expect(page.getByRole('heading', { name: `Nummer ${second.number} haster` })).toBeFocused();
  await expect(effect(page)).toContainText('Alle løfter holder.');
  await expect(effect(page), 'booking has nothing to do with it').not.toContainText('Tidsbestillingen');
  await button(page, 'Gør det').click();
  await expect(page.getByText('Skriv en begrundelse.')).toBeVisible();
  expect(await office.events('urgency_changed'), 'nothing is done yet').toBe(0);
  await page.getByLabel('Begrundelse').fill('Har smerter');
  await button(page, 'Gør det').click();

  await expect(row(page, second.id)).toContainText('Haster nu.');
  await expect(row(page, second.id)).toContainText('· haster');
  await expect(row(page, first.id)).not.toContainText('haster');
  expect(await office.events('Har smerter')).toBe(1);

  const undo = button(page, `Fortryd (Nummer ${second.number})`);
  await expect(async () => {
    if (await undo.isVisible()) await undo.click();
    await expect(undo).toBeHidden({ timeout: 1_000 });
  }).toPass();
  await expect(row(page, second.id)).toContainText('Taget tilbage. Tider, der er sagt, gælder.');
  await expect(row(page, second.id)).not.toContainText('· haster');
  await expect(button(page, name), 'what was said goes by itself').toBeVisible({ timeout: 15_000 });
});

test('a number is let go first by keys alone, and the focus comes back to its row', async ({ office }) => {
  const { body: ticket } = await office.checkIn();
  const page = await office.open('supervisor');
  const name = `Haster … (Nummer ${ticket.number})`;
  await button(page, name).press('Enter');
  await expect(effect(page)).toBeVisible();
  await button(page, 'Fortryd').press('Enter');
  await expect(button(page, name)).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByLabel('Begrundelse').fill('Bussen går kl. 12');
  await button(page, 'Gør det').press('Enter');
  await expect(button(page, `Fortryd (Nummer ${ticket.number})`)).toBeFocused();
  await expect(row(page, ticket.id).getByRole('status')).toHaveText('Haster nu.');
});
