// SPDX-License-Identifier: MPL-2.0
/** People sign in, lose their session in a visit, lock their desk, and come back to what they had. */
import type { Page } from '../../kiosk-ui/scripts/playwright';
import { expect, expectSamePage, mark, type Office, test } from './office';
import { button, enter, primary, withoutToken } from './people';

const password = 'fire grønne stole i gangen';

interface Added {
  person: { id: string };
  one_time_code: string;
}

const add = (office: Office, name: string, role: string): Promise<Added> =>
  office.must<Added>('administrator', 'POST', '/people', { name, role });

async function chooses(page: Page, name: string, code: string): Promise<void> {
  await button(page, 'Jeg har en engangskode').click();
  await page.getByLabel('Navn').fill(name);
  await page.getByLabel('Engangskode').fill(code);
  await button(page, 'Fortsæt').click();
  await page.getByLabel('Ny adgangskode').fill(password);
  await button(page, 'Fortsæt').click();
}

async function comesBack(page: Page): Promise<void> {
  await page.getByLabel('Adgangskode', { exact: true }).fill(password);
  await button(page, 'Log ind').click();
}

test('a clerk signs in at the desk and goes on after the session ended, with what was typed', async ({
  office,
}) => {
  office.troubled = true;
  await office.checkIn();
  const { person, one_time_code: code } = await add(office, 'mette', 'clerk');
  const desk = await office.open('desk/1', {}, withoutToken);
  await expect(desk.getByRole('heading', { name: 'Log ind' })).toBeVisible();
  await chooses(desk, 'mette', code);
  await expect(desk.getByText('mette · medarbejder')).toBeVisible();
  await mark(desk);
  await enter(desk, 'Kald næste', desk.getByText(/^Kaldt kl\./));
  await enter(desk, 'Er kommet', desk.getByText(/^Ved skranken siden kl\./));
  await enter(desk, 'Afslut', desk.getByRole('radio').first());
  const chosen = desk.getByRole('radio').first();
  await chosen.check();

  await office.must('administrator', 'DELETE', `/people/${person.id}/sessions`);
  await expect(desk.getByRole('heading', { name: 'Log ind igen' })).toBeVisible();
  await expect(desk.getByLabel('Navn')).toHaveValue('mette');
  await comesBack(desk);
  await expect(chosen, 'the outcome is still chosen').toBeChecked();
  await primary(desk).click();
  await expect(primary(desk)).toHaveText(/Kald næste|Forlad/);
  await expectSamePage(desk);
});

test('a locked desk shows nothing of the visit until somebody is back', async ({ office }) => {
  office.troubled = true;
  await office.checkIn();
  const { one_time_code: code } = await add(office, 'mette', 'clerk');
  const desk = await office.open('desk/1', {}, withoutToken);
  await chooses(desk, 'mette', code);
  await primary(desk).click();
  await expect(primary(desk)).toHaveText(/Er kommet/);
  await button(desk, 'Lås').click();
  await expect(desk.getByRole('heading', { name: 'Skærmen er låst' })).toBeVisible();
  const covered = await desk.locator('.covering').boundingBox();
  expect([covered?.width, covered?.height]).toEqual([1440, 900]);
  await desk.keyboard.press('Tab');
  await expect(desk.locator('.page :focus'), 'nothing beneath takes a key').toHaveCount(0);
  await comesBack(desk);
  await expect(primary(desk)).toHaveText(/Er kommet/);
});

test('somebody whose role may not is told so, and who they are', async ({ office }) => {
  office.troubled = true;
  const { one_time_code: code } = await add(office, 'jens', 'auditor');
  const supervisor = await office.open('supervisor', {}, withoutToken);
  await chooses(supervisor, 'jens', code);
  await expect(supervisor.getByRole('heading', { name: 'Din rolle må ikke åbne denne side' })).toBeVisible();
  await expect(supervisor.getByText('Du er logget ind som jens. Din rolle er revisor.')).toBeVisible();
  await button(supervisor, 'Log ind som en anden').click();
  await expect(supervisor.getByRole('heading', { name: 'Log ind' })).toBeVisible();
});

test('a wrong password says so, and the sign-in page leads on', async ({ office }) => {
  office.troubled = true;
  const { one_time_code: code } = await add(office, 'mette', 'clerk');
  const page = await office.open('sign-in?office=demo', { viewport: { width: 1440, height: 900 } });
  await page.getByLabel('Navn').fill('mette');
  await page.getByLabel('Adgangskode', { exact: true }).fill('noget helt andet');
  await button(page, 'Log ind').click();
  await expect(page.getByRole('alert')).toContainText('Navn, adgangskode eller kode er forkert.');
  await chooses(page, 'mette', code);
  await expect(page.getByRole('heading', { name: 'Du er logget ind' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Skranke 1' })).toHaveAttribute('href', '/desk/1?office=demo');
  await button(page, 'Log ud').click();
  await expect(page.getByRole('heading', { name: 'Log ind' })).toBeVisible();
});

test('a clerk changes the password and is signed out at the other screens', async ({ office }) => {
  office.troubled = true;
  const other = 'otte kolde morgener';
  const { one_time_code: code } = await add(office, 'mette', 'clerk');
  const desk = await office.open('desk/1', {}, withoutToken);
  await chooses(desk, 'mette', code);
  await expect(desk.getByText('mette · medarbejder')).toBeVisible();
  const page = await office.open(
    'sign-in?office=demo',
    { viewport: { width: 1440, height: 900 } },
    withoutToken,
  );
  await page.getByLabel('Navn').fill('mette');
  await comesBack(page);
  await button(page, 'Skift adgangskode').click();
  await page.getByLabel('Nuværende adgangskode').fill(password);
  await page.getByLabel('Ny adgangskode').fill('adgangskode1');
  await button(page, 'Fortsæt').click();
  await expect(page.getByRole('alert')).toContainText('ikke nem at gætte');
  await page.getByLabel('Ny adgangskode').fill(other);
  await button(page, 'Fortsæt').click();
  await expect(page.getByText(/Adgangskoden er skiftet/)).toBeVisible();
  await expect(desk.getByRole('heading', { name: 'Log ind igen' })).toBeVisible();
  await comesBack(desk);
  await expect(desk.getByRole('alert')).toContainText('forkert');
  await desk.getByLabel('Adgangskode', { exact: true }).fill(other);
  await button(desk, 'Log ind').click();
  await expect(desk.getByText('mette · medarbejder')).toBeVisible();
});
