// SPDX-License-Identifier: MPL-2.0
/** Screens that are not let in say why and what to do, and are paired by the code that they show. */
import type { Page } from '../../kiosk-ui/scripts/playwright';
import { expect, type Office, test } from './office';
import { button, withoutToken } from './people';

const title = (page: Page, text: string) => page.getByRole('heading', { level: 1, name: text });
const code = (page: Page) => page.getByText(/^[B-Z]{3}-[B-Z]{3}$/);

async function expectNoBlameOnTheConnection(page: Page): Promise<void> {
  await expect(page.getByText(/forbindelse|Vi henter skærmen/i)).toHaveCount(0);
}

/** A screen with a token of its own from a link, as an administrator opens it. */
const openWith = (office: Office, address: string, token: string): Promise<Page> =>
  office.open(`${address}#token=${token}`, {}, withoutToken);

test('an unpaired kiosk shows a code, opens when it is approved, and says when that ends', async ({
  office,
}) => {
  test.setTimeout(120_000);
  office.troubled = true;
  const kiosk = await office.open('kiosk', {}, withoutToken);
  await expect(title(kiosk, 'Skærmen er ikke godkendt endnu')).toBeVisible();
  await expect(kiosk.getByText('Skal I have hjælp nu? Gå til en medarbejder.')).toBeVisible();
  await expectNoBlameOnTheConnection(kiosk);
  const shown = await code(kiosk).innerText();

  const supervisor = await office.open('supervisor');
  await supervisor.getByRole('tab', { name: 'Skærme' }).click();
  const typed = supervisor.getByLabel('Skærmens kode');
  await typed.fill('BBB-BBB');
  await button(supervisor, 'Find skærmen').click();
  await expect(supervisor.getByText('Ingen skærm viser den kode.')).toBeVisible();
  await typed.fill(shown.toLowerCase());
  await button(supervisor, 'Find skærmen').click();
  await expect(supervisor.getByText('Koden er fra en stander.')).toBeVisible();
  await supervisor.getByLabel('Navn').fill('Indgang Øst');
  await expect(supervisor.getByText('»indgang-oest«')).toBeVisible();
  await button(supervisor, 'Godkend').click();
  await expect(supervisor.getByText('Stander »indgang-oest« er godkendt')).toBeVisible();

  await expect(kiosk.getByText('Første ledige tid')).toBeVisible({ timeout: 20_000 });
  await kiosk.reload();
  await expect(kiosk.getByText('Første ledige tid')).toBeVisible();
  const row = supervisor.getByRole('row', { name: /indgang-oest/ });
  await expect(row).toContainText('Viser sin side', { timeout: 20_000 });

  await typed.fill(shown);
  await button(supervisor, 'Find skærmen').click();
  await expect(supervisor.getByText('Koden er brugt.')).toBeVisible();

  await row.getByRole('button', { name: 'Fjern adgang' }).click();
  await supervisor
    .getByRole('region', { name: /Fjern adgangen/ })
    .getByRole('button')
    .first()
    .click();
  await expect(title(kiosk, 'Skærmen har mistet sin adgang')).toBeVisible({ timeout: 20_000 });
  await expect(code(kiosk)).not.toHaveText(shown);
  await expectNoBlameOnTheConnection(kiosk);
  await expect(row).toContainText('Uden adgang');
});

test("a desk's screen is paired to its desk, and shows no other", async ({ office }) => {
  office.troubled = true;
  const desk = await office.open('desk/2', {}, withoutToken);
  await desk.getByRole('link', { name: 'Brug en kode i stedet' }).click();
  const shown = await code(desk).innerText();
  const paired = { code: shown, screen: 'desk', name: 'desk-2', desk: '2' };
  await office.must('administrator', 'POST', '/devices', paired);
  await expect(button(desk, 'Forlad skranken')).toBeVisible({ timeout: 20_000 });
  await desk.goto(`${office.base}/desk/3`);
  await expect(title(desk, 'Skærmen hører til skranke 2')).toBeVisible();
});

test('a screen with a wrong token, another role or no desk says so in words of its own', async ({
  office,
}) => {
  test.setTimeout(120_000);
  office.troubled = true;
  const { board, clerk } = office.tokens as Record<'board' | 'clerk', string>;
  for (const [address, token, heading] of [
    ['board', 'nobody-gave-out-this-token', 'Skærmens adgang gælder ikke'],
    ['kiosk', board, 'Skærmen må ikke vise denne side'],
    ['desk/99', clerk, 'Der er ingen skranke »99«'],
  ] as const) {
    const page = await openWith(office, address, token);
    await expect(title(page, heading), address).toBeVisible();
    await expectNoBlameOnTheConnection(page);
    await page.context().close();
  }
  const lost = await openWith(office, 'desk/99', clerk);
  await lost.getByRole('link', { name: 'Skranke 2' }).click();
  await expect(button(lost, 'Forlad skranken')).toBeVisible();
});

test('a screen that is let in again goes on by itself', async ({ office }) => {
  office.troubled = true;
  const board = await office.open('board', {}, withoutToken);
  const shown = await code(board).innerText();
  await office.must('supervisor', 'POST', '/devices', { code: shown, screen: 'board', name: 'hall' });
  await expect(board.getByText('Her ser I jeres nummer')).toBeVisible({ timeout: 20_000 });
});
