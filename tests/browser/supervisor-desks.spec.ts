// SPDX-License-Identifier: MPL-2.0
/** The supervisor at the desks: closed and opened knowingly, and a visit that nobody completed. */
import type { Locator, Page } from '../../kiosk-ui/scripts/playwright';
import { expect, type Office, test } from './office';
import { button } from './people';

const card = (page: Page, desk: number): Locator => page.locator(`[data-desk="${desk}"]`);
const effect = (page: Page): Locator => page.getByRole('region', { name: 'Virkning' });
const waiting = (page: Page): Locator => page.getByRole('region', { name: /^Venter/ });

/** A press counts once there was time to read. */
async function undo(page: Page, desk: number): Promise<void> {
  const again = button(page, `Fortryd (skranke ${desk})`);
  await expect(async () => {
    if (await again.isVisible()) await again.click();
    await expect(again).toBeHidden({ timeout: 1_000 });
  }).toPass();
}

test.use({ at: '2026-03-03T10:50', own: ['4 10:55 11:45'] });

test('a supervisor closes a desk knowing whose promise breaks, and opens it again', async ({ office }) => {
  const { body: ticket } = await office.checkIn();
  const page = await office.open('supervisor');
  await expect(waiting(page)).toContainText(String(ticket.number));
  await expect(card(page, 4)).toContainText('Ledig');

  await button(page, 'Luk (skranke 4)').click();
  await expect(effect(page)).toContainText('Et løfte brydes');
  await expect(effect(page)).not.toContainText('Ingen flytter');
  expect(await office.events('desk_left'), 'nothing is done yet').toBe(0);
  await button(page, 'Gør det alligevel').click();
  await expect(page.getByText('Skriv en begrundelse.')).toBeVisible();
  await page.getByLabel('Begrundelse').fill('En medarbejder er syg');
  const chart = await page.locator('.timeline').boundingBox();
  await button(page, 'Gør det alligevel').click();
  await expect(card(page, 4)).toContainText('Lukket.');
  await expect(card(page, 4)).toContainText('Ikke åben');
  await expect(button(page, 'Fortryd (skranke 4)'), 'a broken promise stays broken').toBeHidden();
  await expect(waiting(page)).toContainText('Løfte brudt i dag');
  const after = await page.locator('.timeline').boundingBox();
  expect(after?.x, 'the day keeps its place').toBe(chart?.x);

  await button(page, 'Åbn (skranke 4)').click({ timeout: 15_000 });
  await expect(card(page, 4)).toContainText('Åbnet.');
  await expect(card(page, 4)).toContainText('Ledig');
});

test('a clerk is away for a while, and the supervisor takes it back', async ({ office }) => {
  const page = await office.open('supervisor');
  await button(page, 'Væk … (skranke 2)').click();
  await button(page, '30 min').click();
  await expect(effect(page)).toContainText('Alle løfter holder.');
  await button(page, 'Gør det').click();
  await expect(card(page, 2)).toContainText('Ingen ved skranken');
  await expect(card(page, 2)).toContainText('til kl. 11.2');
  await undo(page, 2);
  await expect(card(page, 2)).toContainText('Ledig');
});

test('a supervisor who uses the keyboard stays at the desk and hears what was done', async ({ office }) => {
  const page = await office.open('supervisor');
  const status = card(page, 2).getByRole('status');
  await expect(status, 'it is there before it says something').toHaveText('');

  await button(page, 'Væk … (skranke 2)').press('Enter');
  await page.keyboard.press('Tab');
  await button(page, '30 min').press('Enter');
  await expect(button(page, 'Gør det')).toBeEnabled();
  await button(page, 'Gør det').press('Enter');
  await expect(status).toHaveText(/\S/);
  await expect(button(page, 'Fortryd (skranke 2)')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(status, 'a second press takes nothing back').toHaveText(/\S/);
  await expect(async () => {
    if (await button(page, 'Fortryd (skranke 2)').isVisible()) await page.keyboard.press('Enter');
    await expect(button(page, 'Luk (skranke 2)')).toBeFocused({ timeout: 1_000 });
  }).toPass();

  await page.keyboard.press('Enter');
  await expect(effect(page)).toBeVisible();
  await button(page, 'Fortryd').press('Enter');
  await expect(effect(page)).toBeHidden();
  await expect(button(page, 'Luk (skranke 2)')).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(button(page, 'Gør det')).toBeEnabled();
  await button(page, 'Gør det').press('Enter');
  await expect(button(page, 'Fortryd (skranke 2)')).toBeFocused();
  await expect(button(page, 'Åbn (skranke 2)'), 'also once the answer is gone').toBeFocused({
    timeout: 15_000,
  });
  await page.keyboard.press('Enter');
  await expect(button(page, 'Fortryd (skranke 2)')).toBeFocused();
});

/** An hour later, by the office's clock. */
async function anHourLater(office: Office): Promise<void> {
  await office.cut('SIGTERM');
  office.clock = ['--at', '2026-03-03T12:05'];
  await office.start();
}

test('a forgotten visit is seen, ended without an outcome, and taken back', async ({ office }) => {
  const { body: ticket } = await office.checkIn();
  await office.must('clerk', 'POST', '/desks/4/calls');
  await office.must('clerk', 'POST', `/tickets/${ticket.id}/arrival`);
  await anHourLater(office);
  const page = await office.open('supervisor');
  await expect(card(page, 4)).toContainText(`Betjener nr. ${ticket.number}`);
  await expect(card(page, 4)).toContainText(/7\d af \d+ min/);

  const search = page.getByLabel('Find nummer');
  await search.fill(String(ticket.number));
  await search.press('Enter');
  await expect(waiting(page)).toContainText('ved skranke 4');

  await button(page, 'Afslut besøget … (skranke 4)').click();
  await expect(page.getByRole('radio', { name: 'Ingen ved det' })).toBeChecked();
  await button(page, 'Afslut besøget').click();
  await expect(card(page, 4)).toContainText('Afsluttet.');
  expect(await office.events('outcome_not_recorded')).toBe(1);
  await undo(page, 4);
  await expect(card(page, 4)).toContainText(`Betjener nr. ${ticket.number}`);
});
