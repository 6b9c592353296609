// SPDX-License-Identifier: MPL-2.0
/** The supervisor's hand: seen before it is done, and everywhere at once when it is. */
import type { Locator, Page } from '../../kiosk-ui/scripts/playwright';
import { expect, expectSamePage, mark, type Office, test } from './office';
import { button, waits } from './people';

/** Nobody more can be promised a time. */
async function full(office: Office): Promise<void> {
  let status = 201;
  while (status === 201) status = (await office.checkIn()).status;
  expect(status).toBe(409);
}

const gapAt = (page: Page, stretch: string): Locator =>
  page
    .locator('.lanes')
    .getByRole('button', { name: new RegExp(`^Friholdt tid.* kl\\. ${stretch.replaceAll('.', '\\.')}\\.`) });

const effect = (page: Page): Locator => page.getByRole('region', { name: 'Virkning' });

/** Nothing has been done yet; then it is. */
async function doIt(page: Page, office: Office, before: number): Promise<void> {
  await expect(effect(page)).toContainText('Alle løfter holder.');
  await expect(effect(page)).toContainText('Tidsbestillingen afgiver');
  expect((await office.gaps()).length, 'the effect is seen first').toBe(before);
  await button(page, 'Gør det').press('Enter');
  await expect(button(page, 'Frihold tid')).toBeVisible();
  expect((await office.gaps()).length).toBe(before + 1);
}

test.describe('opening', () => {
  test.use({ at: '2026-03-03T10:50', own: ['2 10:55 11:15', '4 10:55 11:45'] });

  test('a supervisor opens time by form, keyboard and mouse, sees the effect; screens follow', async ({
    office,
  }) => {
    await full(office);
    const [page, kiosk] = [await office.open('supervisor'), await office.open('kiosk')];
    await mark(kiosk);
    await expect(kiosk.getByText('Lige nu kan vi ikke love en tid.')).toBeVisible();
    const before = (await office.gaps()).length;

    // By form.
    await button(page, 'Frihold tid').click();
    const field = (name: string): Locator => page.getByRole('combobox', { name, exact: true });
    await field('Skranke').selectOption({ value: '5' });
    await field('Fra kl.').selectOption('11.30');
    await field('Til kl.').selectOption('11.45');
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

    // By hand, from six minutes past twelve to twenty-one to one at desk 3; it snaps to fives.
    const known = await gapAt(page, '10.55–11.45').boundingBox();
    const lane = await page.getByRole('group', { name: /^Skranke 3/ }).boundingBox();
    if (!known || !lane) throw new Error('the day is not on the screen');
    const at = (hour: number, minute: number): number =>
      known.x + ((hour * 60 + minute - (10 * 60 + 55)) / 50) * known.width;
    const y = lane.y + lane.height / 2;
    await page.mouse.move(at(12, 6), y);
    await page.mouse.down();
    await page.mouse.move(at(12, 20), y, { steps: 5 });
    await page.mouse.move(at(12, 39), y, { steps: 5 });
    await page.mouse.up();
    await expect(proposal).toHaveAttribute('aria-label', /12\.05–12\.40, skranke 3/);
    await doIt(page, office, before + 2);
  });
});

// Four numbers exactly fill desk 4 from 10.45 to 11.45.
test.describe('shrinking', () => {
  test.use({ at: '2026-03-03T10:30', own: ['4 10:45 11:45'] });

  test('shrinking time below a promise shows who it breaks, needs a reason, and is told everywhere', async ({
    office,
  }) => {
    office.troubled = true;
    await full(office);
    const [page, board] = [await office.open('supervisor'), await office.open('board')];
    await mark(board);
    const gap = gapAt(page, '10.45–11.45');
    const numbers =
      /plads til nummer ([\d, ]+)/.exec((await gap.getAttribute('aria-label')) ?? '')?.[1]?.split(', ') ?? [];
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
    await expect(page.getByText('Skriv en begrundelse.')).toBeVisible();
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
});
