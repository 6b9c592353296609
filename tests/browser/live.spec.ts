// SPDX-License-Identifier: MPL-2.0
/** The living screens: open to everybody, quiet on the console, and closed to foreign script. */
import { barriers } from './axe';
import { expect, test } from './office';
import { button, enter, useCode } from './people';

test('nobody is kept out of a living screen', async ({ office }) => {
  test.setTimeout(180_000);
  for (const errand of ['new_mitid', 'digital_post', 'address']) await office.checkIn(errand);
  const desk = await office.open('desk/1');
  await enter(desk, 'Kald næste', desk.getByText(/^Kaldt kl\./));
  expect.soft(await barriers(desk), 'desk').toEqual([]);
  const kiosk = await office.open('kiosk');
  await expect(kiosk.getByText('Første ledige tid')).toBeVisible();
  expect.soft(await barriers(kiosk), 'kiosk').toEqual([]);
  await useCode(kiosk);
  expect.soft(await barriers(kiosk), 'kiosk, errands').toEqual([]);
  const board = await office.open('board');
  await expect(board.locator('.huge').first()).toHaveText('1');
  expect.soft(await barriers(board), 'board').toEqual([]);
  const supervisor = await office.open('supervisor');
  await expect(button(supervisor, 'Frihold tid')).toBeEnabled();
  expect.soft(await barriers(supervisor), 'supervisor').toEqual([]);
  for (const language of ['da', 'en', 'ar']) {
    const { links } = (await office.checkIn('restore_mitid', { language })).body;
    const telephone = await office.open(links.page);
    await expect(telephone.locator('html')).toHaveAttribute('lang', language);
    expect.soft(await barriers(telephone), `ticket page, ${language}`).toEqual([]);
  }
});

test('no screen complains, and none runs a script that is not its own', async ({ office }) => {
  const { links } = (await office.checkIn()).body;
  const signs: [string, RegExp][] = [
    ['kiosk', /Første ledige tid/],
    ['board', /Venter/],
    ['desk/1', /Kald næste/],
    ['supervisor', /Friholdt tid/],
    ['gallery', /Galleri/],
    [links.page, /Jeres nummer/],
  ];
  for (const [address, sign] of signs) {
    const page = await office.open(address, {}, (page) =>
      page.addInitScript(() =>
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          console.error(`policy: ${violatedDirective} ${blockedURI}`),
        ),
      ),
    );
    await expect(page.getByText(sign).first(), address).toBeVisible();
    // As if a text had become markup; the policy stands even then.
    const before = office.complaints.length;
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.foreign = "ran"';
      document.body.append(script);
    });
    await expect.poll(() => office.complaints.length, address).toBeGreaterThan(before);
    await expect(page.locator('html'), address).not.toHaveAttribute('data-foreign');
    const said = office.complaints.splice(before);
    expect(
      said.every((line) => /policy|Content Security Policy/i.test(line)),
      said.join('\n'),
    ).toBe(true);
  }
  expect(office.complaints).toEqual([]);
});
