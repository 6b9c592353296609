// SPDX-License-Identifier: MPL-2.0
/** Somebody only asked: one touch at the desk, and the way back. */
import { expect, test } from './office';
import { button } from './people';

test('a clerk counts who only asked with one touch, and takes a wrong one back', async ({ office }) => {
  const desk = await office.open('desk/1');
  const foot = desk.locator('.foot');
  await button(desk, 'Kun spurgt').click();
  await expect(foot).toContainText('Noteret: én, der kun spurgte.');
  await expect(desk.getByRole('button', { name: /^Kald næste/ }), 'the next press calls').toBeFocused();
  expect(await office.events('inquiry_counted')).toBe(1);
  const undo = button(desk, 'Fortryd: Kun spurgt');
  await expect(async () => {
    if (await undo.isVisible()) await undo.click();
    await expect(undo).toBeHidden({ timeout: 1_000 });
  }).toPass();
  expect(await office.events('inquiry_taken_back')).toBe(1);
});

test('it is counted by its key beside a call, which can still be taken back', async ({ office }) => {
  await office.checkIn('digital_post');
  const desk = await office.open('desk/1');
  await expect(async () => {
    await desk.keyboard.press('Enter');
    await expect(desk.getByText(/^Kaldt kl\./)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await desk.keyboard.press('F3');
  await expect(desk.locator('.foot')).toContainText('kun spurgte');
  await expect(desk.locator('.foot')).toContainText('er kaldt.');
  expect(await office.events('inquiry_counted')).toBe(1);
  await expect(desk.getByText(/^Kaldt kl\./), 'the citizen is still called').toBeVisible();
});

test('whoever looks for a number goes on typing when somebody only asked', async ({ office }) => {
  const desk = await office.open('desk/1');
  const search = desk.locator('#find-number');
  await search.fill('17');
  await desk.keyboard.press('F3');
  await expect(desk.locator('.foot')).toContainText('Noteret: én, der kun spurgte.');
  await expect(search).toBeFocused();
});
