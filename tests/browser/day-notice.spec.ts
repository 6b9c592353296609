// SPDX-License-Identifier: MPL-2.0
/** The notice of the day: written once by the supervisor, read by everybody in the hall. */
import { expect, test } from './office';
import { button, checkIn } from './people';

test('a supervisor writes that MitID is down, and kiosk, board and phone say it in their languages', async ({
  office,
}) => {
  const [page, kiosk, board] = [
    await office.open('supervisor'),
    await office.open('kiosk'),
    await office.open('board'),
  ];
  const { page: address } = await checkIn(kiosk);
  const phone = await office.open(address);

  await button(page, 'Skriv til alle i salen').press('Enter');
  await button(page, 'MitID er nede').press('Enter');
  const danish = 'MitID er nede. Vi kan ikke hjælpe med MitID lige nu.';
  await expect(page.getByRole('textbox', { name: 'Dansk' })).toHaveValue(danish);
  await expect(page.getByRole('textbox', { name: 'English' })).toHaveValue(/^MitID is down/);
  await button(page, 'Vis beskeden').press('Enter');

  await expect(page.getByText(danish)).toBeVisible();
  await expect(kiosk.getByText(danish)).toBeVisible();
  await expect(phone.getByText(danish)).toBeVisible();
  await expect(board.getByText(danish)).toBeVisible();
  await expect(board.getByText(/^MitID is down/)).toBeVisible();
  await button(kiosk, 'English').click();
  await expect(kiosk.getByText(/^MitID is down/)).toBeVisible();

  await button(page, 'Tag ned').press('Enter');
  await expect(button(page, 'Skriv til alle i salen')).toBeVisible();
  await expect(kiosk.getByText(/^MitID is down/)).toBeHidden();
  await expect(phone.getByText(danish)).toBeHidden();
  await expect(board.getByText(danish)).toBeHidden();
});

test('what the office does not take is said beside it, and what was written stays', async ({ office }) => {
  office.troubled = true;
  const page = await office.open('supervisor');
  await button(page, 'Skriv til alle i salen').click();
  await page.getByRole('textbox', { name: 'Dansk' }).fill('Ring om 010180-1234');
  await button(page, 'Vis beskeden').click();
  await expect(page.getByRole('alert')).toContainText('CPR');
  await expect(page.getByRole('textbox', { name: 'Dansk' })).toHaveValue('Ring om 010180-1234');
});
