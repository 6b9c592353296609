// SPDX-License-Identifier: MPL-2.0
/** Not a test: takes the pictures of the README from a living office (`npm run pictures`). */
import { mkdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '../../kiosk-ui/scripts/playwright';
import type { Ticket } from '../../kiosk-ui/src/wire/wire';
import { expect, type Office, test } from './office';
import { answer, button, enter, given, useCode, waits } from './people';

const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url));
const heaviest = 250_000;

async function picture(page: Page, name: string): Promise<void> {
  const path = `${folder}/${name}.png`;
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path });
  expect((await stat(path)).size, name).toBeLessThan(heaviest);
}

/** The first quarter of an hour: three are served, others come. */
async function quarterOfAnHour(office: Office): Promise<void> {
  const desks = ['1', '2', '4'];
  for (const errand of ['new_mitid', 'digital_post', 'address']) await office.checkIn(errand);
  const served: string[] = [];
  for (const desk of desks) {
    const { ticket } = await office.must<{ ticket: Ticket }>('clerk', 'POST', `/desks/${desk}/calls`);
    await office.must('clerk', 'POST', `/tickets/${ticket.id}/arrival`);
    served.push(ticket.id);
  }
  for (const errand of ['restore_mitid', 'new_mitid', 'digital_post', 'passport_help'])
    await office.checkIn(errand);
  await office.cut('SIGTERM');
  office.clock = ['--at', '2026-03-03T10:02'];
  await office.start();
  for (const [at, id] of served.entries()) {
    const desk = desks[at];
    await office.must('clerk', 'POST', `/tickets/${id}/completion`, {
      outcome: 'other_errand_done',
      flags: [],
      desk,
    });
  }
}

test.use({ at: '2026-03-03T09:46' });

test('a morning in the office', async ({ office }) => {
  test.setTimeout(120_000);
  await mkdir(folder, { recursive: true });
  await quarterOfAnHour(office);
  const [one, board] = [await office.open('desk/1'), await office.open('board')];

  const kiosk = await office.open('kiosk');
  await useCode(kiosk);
  await answer(kiosk, 'Nyt MitID', 'Nej');
  const { number } = await given(kiosk);
  await picture(kiosk, 'kiosk');

  await office.must('clerk', 'POST', '/desks/2/calls');
  await enter(one, 'Kald næste', one.getByText(/^Kaldt kl\./));
  const called = Number(await one.locator('.who .number').innerText());
  await expect(board.locator('.huge').first()).toHaveText(String(called));
  await expect(waits(board, number)).toBeVisible();
  await picture(board, 'board');

  const telephone = await office.open((await office.ticket(called)).links.page);
  await expect(telephone.getByRole('heading', { name: 'Kom nu: skranke 1' })).toBeVisible();
  await picture(telephone, 'ticket');

  await enter(one, 'Er kommet', one.getByText(/^Ved skranken siden kl\./));
  // Ten seconds later nothing is left to take back, and the picture is quiet.
  await expect(button(one, 'Fortryd')).toBeHidden({ timeout: 15_000 });
  await picture(one, 'desk');

  // Desk 4's time taken back: whoever has a place there would have to move.
  const supervisor = await office.open('supervisor');
  const gap = supervisor
    .getByRole('group', { name: /^Skranke 4/ })
    .getByRole('button')
    .first();
  await gap.press('Delete');
  await expect(supervisor.getByRole('region', { name: 'Virkning' })).toContainText('Tidsbestillingen får');
  await picture(supervisor, 'supervisor');
});
