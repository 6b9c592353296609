/** The supervisor's hand: seen before it is done, and everywhere at once when it is. */
import type { Locator, Page } from '../../kiosk-ui/scripts/playwright';
import { expect, expectSamePage, mark, type Office, test } from './office';
import { button, waits } from './people';

// The day's next gaps: desk 2 until 11.15, desk 4 10.45 to 11.45, desk 5 11.30 to 12.15, desk 3 12.00 to 12.45.
test.use({ at: '2026-03-03T10:30' });

interface Gap {
  id: string;
  desk: string;
  start: string;
  end: string;
  state: string;
}

const gaps = async (office: Office): Promise<Gap[]> => {
  const { body } = await office.ask<{ gaps: Gap[] }>('supervisor', 'GET', '/gaps?date=2026-03-03');
  return body.gaps.filter((gap) => gap.state === 'open');
};

/** Desks 3 and 5 have unbooked time from 11.30, and every gap before it is full. */
async function fullMorning(office: Office): Promise<void> {
  for (const gap of await gaps(office)) {
    const later = gap.start.slice(11, 16) >= '11:30';
    if (later) expect((await office.ask('supervisor', 'DELETE', `/gaps/${gap.id}`, {})).status).toBe(200);
  }
  let status = 201;
  while (status === 201) status = (await office.checkIn()).status;
  expect(status).toBe(409);
}

const gapAt = (page: Page, stretch: string): Locator =>
  page.locator('.lanes').getByRole('button', { name: new RegExp(`^Friholdt tid.* kl\\. ${stretch.replaceAll('.', '\\.')}\\.`) });

const effect = (page: Page): Locator => page.getByRole('region', { name: 'Virkning' });

/** Nothing has been done yet; then it is. */
async function doIt(page: Page, office: Office, before: number): Promise<void> {
  await expect(effect(page)).toContainText('Alle løfter holder.');
  await expect(effect(page)).toContainText('Tidsbestillingen afgiver');
  expect((await gaps(office)).length, 'the effect is seen first').toBe(before);
  await button(page, 'Gør det').press('Enter');
  await expect(button(page, 'Frihold tid')).toBeVisible();
  expect((await gaps(office)).length).toBe(before + 1);
}

test('a supervisor opens time by form, by keyboard and by hand, sees the effect first, and kiosk and board follow by themselves', async ({ office }) => {
  await fullMorning(office);
  const [page, kiosk] = [await office.open('supervisor'), await office.open('kiosk')];
  await mark(kiosk);
  await expect(kiosk.getByText('Lige nu kan vi ikke love en tid.')).toBeVisible();
  const before = (await gaps(office)).length;

  // By form.
  await button(page, 'Frihold tid').click();
  await page.getByLabel('Skranke', { exact: true }).selectOption({ value: '5' });
  await page.getByLabel('Fra kl.').selectOption('11.30');
  await page.getByLabel('Til kl.').selectOption('11.45');
  await expect(effect(page)).toContainText('afgiver 15 min');
  await doIt(page, office, before);
  await expect(gapAt(page, '11.30–11.45')).toBeVisible();
  await expect(kiosk.getByText('Første ledige tid: kl. 11.30')).toBeVisible();
  await expectSamePage(kiosk);

  // By keyboard alone: the proposal itself takes the arrows.
  await button(page, 'Frihold tid').press('Enter');
  const proposal = page.getByRole('button', { name: /^Forslag: / });
  const wish = async (): Promise<string> => (await proposal.getAttribute('aria-label')) ?? '';
  const begin = await wish();
  await proposal.press('ArrowRight');
  await expect.poll(wish).not.toBe(begin);
  await proposal.press('ArrowLeft');
  await expect.poll(wish).toBe(begin);
  await proposal.press('Shift+ArrowLeft');
  await expect(effect(page)).toContainText('afgiver 25 min');
  await doIt(page, office, before + 1);

  // By hand, over the time taken back at desk 3.
  const free = page.getByRole('group', { name: /^Skranke 3/ }).getByRole('img', { name: /trukket tilbage.*12\.00–12\.45/ });
  const box = await free.boundingBox();
  if (!box) throw new Error('the free time is not on the screen');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.4, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 5 });
  await page.mouse.move(box.x + box.width * 0.95, y, { steps: 5 });
  await page.mouse.up();
  await expect(proposal).toHaveAttribute('aria-label', /12\.\d\d–12\.45, skranke 3/);
  await doIt(page, office, before + 2);
});

test('shrinking time below a promise shows who it breaks, needs a reason, and is told everywhere', async ({ office }) => {
  office.troubled = true;
  await fullMorning(office);
  const [page, board] = [await office.open('supervisor'), await office.open('board')];
  await mark(board);
  const gap = gapAt(page, '10.45–11.45');
  const numbers = /plads til nummer ([\d, ]+)/.exec((await gap.getAttribute('aria-label')) ?? '')?.[1]?.split(', ') ?? [];
  const last = Number(numbers.at(-1));
  expect(numbers.length).toBeGreaterThan(1);
  const promised = await waits(board, last).innerText();

  await gap.focus();
  // Until the last of them has no room.
  for (let times = 0; times < 3; times++) await gap.press('Shift+ArrowLeft');
  await expect(effect(page)).toContainText('Et løfte brydes');
  await expect(effect(page)).toContainText(`Nummer ${last}: lovet senest kl.`);
  expect(await waits(board, last).innerText(), 'nothing is done yet').toBe(promised);

  await button(page, 'Gør det alligevel').click();
  await expect(page.getByText('Skriv, hvorfor løftet brydes.')).toBeVisible();
  await page.getByLabel('Begrundelse').fill('010190-1234 er syg');
  await button(page, 'Gør det alligevel').click();
  await expect(page.getByText('Det ligner et CPR-nummer. Skriv uden det.')).toBeVisible();
  expect(await office.events('promise_broken')).toBe(0);
  await page.getByLabel('Begrundelse').fill('En medarbejder er syg');
  await button(page, 'Gør det alligevel').click();
  await expect(button(page, 'Frihold tid')).toBeVisible();
  await expect(gapAt(page, '10.45–11.30')).toBeVisible();
  await expect(waits(board, last)).not.toHaveText(promised);
  await expectSamePage(board);
  expect(await office.events('promise_broken')).toBe(1);

  await page.getByRole('tab', { name: 'Hændelser' }).click();
  await expect(page.getByText('Begrundelse: En medarbejder er syg').first()).toBeVisible();
});
