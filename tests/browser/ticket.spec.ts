// SPDX-License-Identifier: MPL-2.0
/** The page in the citizen's hand: small, whole without a script, and true. */
import { expect, test } from './office';

test('without a script the ticket page shows how it stands now', async ({ office }) => {
  const { body: ticket } = await office.checkIn('new_mitid', { identification: 'none' });
  const page = await office.open(ticket.links.page, { javaScriptEnabled: false });
  await expect(page.locator('h1')).toHaveText('Jeres nummer');
  await expect(page.locator('.number')).toHaveText(String(ticket.number));
  await expect(page.locator('.window')).toHaveText(/^I bliver kaldt mellem kl\. \d+\.\d\d og \d+\.\d\d\.$/);
  await expect(page.locator('.place')).toHaveText(
    /^I kan sidde i venteområde A\.( I må gerne gå lidt ud indtil kl\. \d+\.\d\d\.)?$/,
  );
  await expect(page.locator('.why li')).not.toHaveCount(0);
  await expect(page.locator('.bring li')).toContainText(['Sundhedskort']);
  await expect(page.locator('body'), 'words, not ids').not.toContainText('_');
  expect((await office.ask('clerk', 'POST', '/desks/1/calls')).status).toBe(201);
  await page.reload();
  await expect(page.locator('h1')).toHaveText('Kom nu: skranke 1');
});

test('the ticket page is one request of less than 50 kB, beside the logo', async ({ office }) => {
  const { links } = (await office.checkIn('new_mitid', { identification: 'none', language: 'ar' })).body;
  const sizes: Promise<[string, number]>[] = [];
  const page = await office.open(links.page, {}, (page) => {
    page.on('response', (response) => {
      const size = async (): Promise<[string, number]> => {
        const { responseBodySize, responseHeadersSize } = await response.request().sizes();
        return [response.url(), responseBodySize + responseHeadersSize];
      };
      if (response.url().startsWith('http')) sizes.push(size());
    });
  });
  await expect(page.locator('.number')).toHaveText('1');
  // The live connection is open when a call reaches the page.
  expect((await office.ask('clerk', 'POST', '/desks/1/calls')).status).toBe(201);
  await expect(page.locator('body')).toHaveClass('is-called');
  const all = await Promise.all(sizes);
  const others = all.map(([address]) => address).filter((address) => !address.includes('/logo/'));
  expect(others).toEqual([office.base + links.page]);
  expect(all[0]?.[1]).toBeLessThan(50_000);
});

test('a wrong ticket address leads to a person, and tells nothing', async ({ office }) => {
  office.troubled = true;
  const page = await office.open('t/00000000000000000000000000000000');
  await expect(page.getByText('Siden findes ikke. Spørg en medarbejder.')).toBeVisible();
});
