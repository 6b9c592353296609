// SPDX-License-Identifier: MPL-2.0
/** Advice on capacity, computed from the office's own days; it is shown and never applied by itself. */
import { barriers } from './axe';
import { expect, type Office, test } from './office';
import { button } from './people';

/** More opening days than advice needs; each morning the office is started again, and two come. */
async function daysGoBy(office: Office): Promise<void> {
  for (let day = 3; day <= 14; day++) {
    for (const _ of [1, 2]) await office.checkIn('digital_post', { if_full: 'standby' });
    await office.cut('SIGTERM');
    office.clock = ['--at', `2026-03-${String(day + 1).padStart(2, '0')}T09:50`, '--speed', '1'];
    await office.start();
  }
}

const plan = async (office: Office): Promise<unknown> =>
  (await office.ask('supervisor', 'GET', '/plan')).body;

test('a supervisor asks for advice, sees its basis and previews it; nothing is applied by itself', async ({
  office,
}) => {
  test.setTimeout(180_000);
  // «Not ready yet» is an answer of the story, and Chromium writes it down.
  office.troubled = true;
  await daysGoBy(office);
  const before = await plan(office);
  const page = await office.open('supervisor');
  await page.getByRole('tab', { name: 'Råd' }).click();

  const week = page.getByRole('img', { name: /^Borgere og friholdt tid, dag for dag/ });
  await expect(week).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText(/^Billigst er /)).toBeVisible();
  await expect(page.getByText(/åbningsdage er set, helligdage ikke talt med/)).toBeVisible();
  await page.getByText('Tallene bag').first().click();
  await expect(page.getByRole('table', { name: 'Borgere og friholdt tid, dag for dag' })).toBeVisible();
  await page.getByRole('group', { name: 'Ugens dage' }).getByRole('button').nth(1).click();
  expect(await barriers(page)).toEqual([]);

  await button(page, 'Vis virkningen').click();
  await expect(page.getByRole('tab', { name: 'Ugeplan', selected: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Virkning' })).toBeVisible();
  expect(await plan(office), 'the effect is seen first').toEqual(before);
  expect(await barriers(page)).toEqual([]);
});

test('a young office is told how many days are missing', async ({ office }) => {
  const page = await office.open('supervisor');
  await page.getByRole('tab', { name: 'Råd' }).click();
  await expect(page.getByText('For få data: 0 åbningsdage er set. Råd begynder ved 10.')).toBeVisible();
  await expect(page.getByRole('img')).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);
});
