// SPDX-License-Identifier: MPL-2.0
/** What people do at the screens, in the screens' own words. */
import { expect, type Locator, type Page } from '../../kiosk-ui/scripts/playwright';

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** The companion opens the way with the demonstration's code. */
export async function useCode(kiosk: Page): Promise<void> {
  const code = await kiosk.locator('meta[name=mintur-demo]').getAttribute('content');
  await button(kiosk, 'Brug kode').click();
  for (const digit of code ?? '') await button(kiosk, digit).click();
  await button(kiosk, 'Videre').click();
  await expect(kiosk.getByRole('heading', { name: 'Hvad skal I have hjælp til?' })).toBeVisible();
}

/** Two touches. */
export async function answer(kiosk: Page, errand = 'Digital Post', papers = 'Ja'): Promise<void> {
  await button(kiosk, errand).click();
  await button(kiosk, papers).click();
}

export interface Given {
  number: number;
  window: string;
  why: string;
  /** The address behind the QR code. */
  page: string;
}

/** What the last page of the kiosk gives. */
export async function given(kiosk: Page): Promise<Given> {
  const heading = kiosk.getByRole('heading', { name: /^Jeres nummer/ });
  await expect(heading).toBeVisible();
  const qr = kiosk.locator('figure img');
  await expect(qr).toHaveJSProperty('complete', true);
  expect(
    await qr.evaluate((image: HTMLImageElement) => image.naturalWidth),
    'the QR code is there',
  ).toBeGreaterThan(100);
  return {
    number: Number(/\d+/.exec(await heading.innerText())?.[0]),
    window: await kiosk.locator('.window').innerText(),
    why: await kiosk.locator('.say p').nth(1).innerText(),
    page: ((await qr.getAttribute('src')) ?? '').replace('/qr.svg', ''),
  };
}

export async function checkIn(kiosk: Page, errand?: string, papers?: string): Promise<Given> {
  await useCode(kiosk);
  await answer(kiosk, errand, papers);
  const all = await given(kiosk);
  await button(kiosk, 'Færdig').click();
  await expect(kiosk.getByRole('heading', { name: 'Velkommen' })).toBeVisible();
  return all;
}

/** The clerk's one button, whatever it says now. */
export const primary = (desk: Page): Locator => desk.locator('.act button').first();

/**
 * Enter, until the desk shows what it leads to. A press within half a second after the button has changed its
 * words counts as a slip of the hand, so a quick clerk presses again.
 */
export async function enter(desk: Page, says: string, then: Locator): Promise<void> {
  await expect(primary(desk)).toContainText(says);
  await expect(async () => {
    if ((await primary(desk).innerText()).startsWith(says)) await desk.keyboard.press('Enter');
    await expect(then).toBeVisible({ timeout: 400 });
  }).toPass();
}

/** The number in large type beside the button. */
export const who = (desk: Page, number: number): Locator =>
  desk.locator('.who').getByText(String(number), { exact: true });

export const waits = (board: Page, number: number): Locator =>
  board
    .getByRole('region', { name: 'Venter' })
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^\\s*${number}\\b`) });

/** A page of a real office: without the demo's token, taken away before a script of the page runs. */
export async function withoutToken(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const emptied = new MutationObserver(() =>
      document.querySelector('meta[name="mintur-token"]')?.setAttribute('content', ''),
    );
    emptied.observe(document, { childList: true, subtree: true });
  });
}
