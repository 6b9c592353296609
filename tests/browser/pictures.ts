/** Not a test: takes the pictures of the README from a living office (`npm run pictures`). */
import { mkdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '../../kiosk-ui/scripts/playwright';
import { expect, test } from './office';
import { answer, button, enter, given, useCode, waits, who } from './people';

const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url));
const heaviest = 250_000;

async function picture(page: Page, name: string): Promise<void> {
  const path = `${folder}/${name}.png`;
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path });
  expect((await stat(path)).size, name).toBeLessThan(heaviest);
}

test('a morning in the office', async ({ office }) => {
  test.setTimeout(120_000);
  await mkdir(folder, { recursive: true });
  const [one, board] = [await office.open('desk/1'), await office.open('board')];
  for (const errand of ['new_mitid', 'digital_post', 'restore_mitid', 'address', 'passport_help', 'digital_post']) await office.checkIn(errand);

  const kiosk = await office.open('kiosk');
  await useCode(kiosk);
  await answer(kiosk, 'Nyt MitID', 'Nej');
  const { number } = await given(kiosk);
  await picture(kiosk, 'kiosk');

  await office.ask('clerk', 'POST', '/desks/3/calls');
  await enter(one, 'Kald næste', one.getByText(/^Kaldt kl\./));
  await expect(board.locator('.huge').first()).toHaveText('1');
  await expect(waits(board, number)).toBeVisible();
  await picture(board, 'board');

  const telephone = await office.open((await office.ticket(1)).links.page);
  await expect(telephone.getByRole('heading', { name: 'Kom nu: skranke 1' })).toBeVisible();
  await picture(telephone, 'ticket');

  await enter(one, 'Er kommet', one.getByText(/^Ved skranken siden kl\./));
  await expect(who(one, 1)).toBeVisible();
  // Ten seconds later nothing is left to take back, and the picture is quiet.
  await expect(button(one, 'Fortryd')).toBeHidden({ timeout: 15_000 });
  await picture(one, 'desk');

  const supervisor = await office.open('supervisor');
  const gap = supervisor.locator('.lanes').getByRole('button', { name: /kl\. 10\.45–11\.45/ });
  await gap.press('Shift+ArrowLeft');
  await expect(supervisor.getByRole('region', { name: 'Virkning' })).toContainText('Tidsbestillingen får');
  await picture(supervisor, 'supervisor');
});
