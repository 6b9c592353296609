// SPDX-License-Identifier: MPL-2.0
/** A kiosk that is left alone begins again by itself, and leaves nothing behind for the next. */
import type { Page } from '../../kiosk-ui/scripts/playwright';
import { expect, type Office, test } from './office';
import { answer, button, given, useCode } from './people';

const minute = 60_000;

/** The test owns the kiosk's clock; the office's goes on. */
const withClock = (office: Office): Promise<Page> => office.open('kiosk', {}, (page) => page.clock.install());

const warning = (kiosk: Page) => kiosk.getByRole('dialog');

async function expectAsNew(kiosk: Page): Promise<void> {
  const root = kiosk.locator('html');
  await expect(kiosk.getByRole('heading', { name: 'Velkommen' })).toBeVisible();
  await expect(root).toHaveAttribute('lang', 'da');
  await expect(root).toHaveAttribute('dir', 'ltr');
  for (const look of ['data-text', 'data-contrast', 'data-low']) await expect(root).not.toHaveAttribute(look);
  // A clock that jumps a minute loses the server for a moment: the page moves when it is back.
  await expect(kiosk.getByText(/Ikke opdateret siden/)).toBeHidden();
  await expect(kiosk.getByText('Første ledige tid')).toBeVisible();
  await button(kiosk, 'Brug kode').click();
  await expect(kiosk.getByText('Du har tastet 0 tal.')).toBeAttached();
}

test('after a minute of nothing the kiosk warns, and twenty seconds later it is as new', async ({
  office,
}) => {
  const kiosk = await withClock(office);
  await useCode(kiosk);
  for (const look of ['Større tekst', 'Høj kontrast', 'Lave knapper']) await button(kiosk, look).click();
  await expect(kiosk.locator('html')).toHaveAttribute('data-text', 'large');
  await button(kiosk, 'Nyt MitID').click();
  await expect(button(kiosk, 'Ja')).toBeVisible();

  await kiosk.clock.fastForward(minute - 5_000);
  await expect(warning(kiosk)).toBeHidden();
  await kiosk.clock.fastForward(6_000);
  await expect(warning(kiosk).getByRole('heading', { name: 'Er I her stadig?' })).toBeVisible();

  // Whoever is still there goes on where they were.
  await button(kiosk, 'Mere tid').click();
  await expect(warning(kiosk)).toBeHidden();
  await expect(button(kiosk, 'Ja')).toBeVisible();

  await kiosk.clock.fastForward(minute + 1_000);
  await expect(warning(kiosk)).toBeVisible();
  await kiosk.clock.fastForward(20_000);
  await expectAsNew(kiosk);
  await expect(warning(kiosk)).toBeHidden();
});

test('half a code left behind is gone with its owner', async ({ office }) => {
  const kiosk = await withClock(office);
  await button(kiosk, 'Brug kode').click();
  for (const digit of '47') await button(kiosk, digit).click();
  await expect(kiosk.getByText('Du har tastet 2 tal.')).toBeAttached();
  await kiosk.clock.fastForward(minute + 1_000);
  await expect(warning(kiosk)).toBeVisible();
  await kiosk.clock.fastForward(20_000);
  await expectAsNew(kiosk);
});

test('the number leaves the screen by itself, unless a touch holds it', async ({ office }) => {
  const kiosk = await withClock(office);
  await useCode(kiosk);
  await answer(kiosk);
  await given(kiosk);
  await expect(kiosk.getByText('Skærmen går selv tilbage.')).toBeVisible();
  await kiosk.clock.fastForward(41_000);
  await expectAsNew(kiosk);
  await button(kiosk, 'Tilbage').click();

  await useCode(kiosk);
  await answer(kiosk);
  const { number } = await given(kiosk);
  await kiosk.locator('.number').click();
  await kiosk.clock.fastForward(45_000);
  await expect(kiosk.getByText('Skærmen bliver her.')).toBeVisible();
  await expect(kiosk.locator('.number')).toHaveText(String(number));
});

test('the kiosk speaks Danish, English and Arabic, and Arabic from right to left to the last page', async ({
  office,
}) => {
  const kiosk = await office.open('kiosk');
  const root = kiosk.locator('html');
  await expect(kiosk.getByRole('heading', { name: 'Velkommen' })).toBeVisible();
  await expect(root).toHaveAttribute('lang', 'da');
  await button(kiosk, 'English').click();
  await expect(kiosk.getByRole('heading', { name: 'Welcome' })).toBeVisible();
  await expect(root).toHaveAttribute('lang', 'en');
  await expect(root).toHaveAttribute('dir', 'ltr');

  await button(kiosk, 'العربية').click();
  await expect(kiosk.getByRole('heading', { name: 'مرحباً بكم' })).toBeVisible();
  await expect(root).toHaveAttribute('lang', 'ar');
  await expect(root).toHaveAttribute('dir', 'rtl');
  await expect(kiosk.locator('main .say')).toHaveCSS('direction', 'rtl');

  // The whole visit, by place instead of by word.
  await kiosk.locator('.act button').first().click();
  const code = await kiosk.locator('meta[name=mintur-demo]').getAttribute('content');
  for (const digit of code ?? '') await button(kiosk, digit).click();
  await kiosk.locator('.keys button').last().click();
  await kiosk.locator('.tiles button').nth(2).click();
  await kiosk.locator('.answers button').first().click();
  await expect(kiosk.locator('h1 .number')).toHaveText('1');
  await expect(kiosk.locator('.window')).toHaveText(/[\u0600-\u06ff]/);
  await expect(kiosk.locator('.say p').nth(1), 'the reason too').toHaveText(/[\u0600-\u06ff]/);

  const telephone = await office.open((await office.ticket(1)).links.page);
  await expect(telephone.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(telephone.locator('.window')).toHaveText(/[\u0600-\u06ff]/);
});

test('when no time can be promised today the kiosk says so at once and takes the choice', async ({
  office,
}) => {
  office.troubled = true;
  let status = 201;
  while (status === 201) status = (await office.checkIn('new_mitid')).status;
  const kiosk = await office.open('kiosk');
  await useCode(kiosk);
  await answer(kiosk, 'Nyt MitID');
  await expect(kiosk.getByRole('heading', { name: 'Der er ingen ledig tid lige nu.' })).toBeVisible();
  await expect(kiosk.getByRole('button', { name: /^Kom til senere i dag/ })).toBeVisible();
  await expect(kiosk.getByRole('button', { name: /^Gå uden nummer/ })).toBeVisible();
  await kiosk.getByRole('button', { name: /^Vent på en ledig tid/ }).click();
  const { window } = await given(kiosk);
  expect(window).toBe('I bliver kaldt, når en tid bliver ledig.');
});

test('somebody who presses Help is seen at the desk, and told that help is coming', async ({ office }) => {
  const [kiosk, desk] = [await office.open('kiosk'), await office.open('desk/2')];
  await button(kiosk, 'Hjælp').click();
  await expect(kiosk.getByText('En medarbejder kommer')).toBeVisible();
  await expect(desk.getByText('Nogen beder om hjælp ved skærmen')).toBeVisible();
  await desk.keyboard.press('F8');
  await expect(desk.getByText('Nogen beder om hjælp ved skærmen')).toBeHidden();
  await expect(kiosk.getByText('En medarbejder kommer')).toBeHidden();
});
