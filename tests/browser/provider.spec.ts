// SPDX-License-Identifier: MPL-2.0
/** A clerk signs in with the municipality's account: by the button, at a certified provider, and out. */
import { expect, type Page, test as base } from '../../kiosk-ui/scripts/playwright';
import { office, Service } from './service';

const test = base.extend<{ service: Service }>({
  // Playwright reads which fixtures a fixture uses from its first argument.
  // eslint-disable-next-line no-empty-pattern
  service: async ({}, use) => {
    const service = await Service.prepared();
    try {
      const issuer = await service.startProvider('midtby');
      await service.write('access.toml', '');
      await service.write(
        'mintur.toml',
        `[server]
listen = "${new URL(service.base).host}"
public_url = "${service.base}"

[server.sign_in]
local_accounts = false
break_glass = "vagt"

[server.sign_in.provider]
issuer = "${issuer}"
client_id = "mintur"
client_secret_file = "oidc.secret"
roles = [{ value = "mintur-skranke", role = "clerk" }]
${office()}`,
      );
      await service.start();
      await use(service);
    } finally {
      await service.end();
    }
  },
});

/** What the clerk does on the provider's own pages. */
async function signInThere(page: Page, account: string): Promise<void> {
  await page.locator('input[name=login]').fill(account);
  await page.locator('input[name=password]').fill('x');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

const leaveThere = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Yes, sign me out' }).click();

/** The provider's pages ask for a font of somebody else's. */
async function onlyHere(page: Page): Promise<void> {
  await page.route(
    ({ hostname }) => hostname !== '127.0.0.1',
    (route) => route.fulfill({ contentType: 'text/css', body: '' }),
  );
}

test("a clerk comes in by the provider's button, works at the desk, and is out again", async ({
  page,
  service,
}) => {
  await onlyHere(page);
  await page.goto(`${service.base}/desk/1`);
  await expect(page.getByRole('heading', { name: 'Log ind' })).toBeVisible();
  await expect(page.getByLabel('Adgangskode'), 'nobody has a password here').toHaveCount(0);
  await page.getByRole('link', { name: 'Log ind med kommunens login' }).click();
  await signInThere(page, 'mette+mintur-skranke');
  await expect(page).toHaveURL(`${service.base}/desk/1`);
  await expect(page.getByText('mette · medarbejder')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Skranke 1' })).toBeVisible();

  await page.getByRole('button', { name: 'Log ud' }).click();
  await leaveThere(page);
  await expect(page).toHaveURL(`${service.base}/sign-in?office=midtby`);
  await expect(page.getByRole('heading', { name: 'Log ind' })).toBeVisible();
  await page.goto(`${service.base}/desk/1`);
  await expect(page.getByRole('link', { name: 'Log ind med kommunens login' })).toBeVisible();
  await page.getByRole('link', { name: 'Log ind med kommunens login' }).click();
  await expect(page.locator('input[name=login]'), 'the provider asks again who it is').toBeVisible();
});

test('a clerk who reads Arabic is asked, let in and let out in Arabic', async ({ page, service }) => {
  await onlyHere(page);
  await page.goto(`${service.base}/sign-in?office=midtby&lang=ar`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('heading', { name: 'تسجيل الدخول' })).toBeVisible();
  await page.getByRole('link', { name: 'الدخول بحساب البلدية' }).click();
  await signInThere(page, 'mette+mintur-skranke');
  await expect(page).toHaveURL(`${service.base}/sign-in?office=midtby`);
  await expect(page.getByText(/mette.+موظف/)).toBeVisible();
  await page.getByRole('button', { name: 'خروج' }).click();
  await leaveThere(page);
  await expect(page.getByRole('link', { name: 'الدخول بحساب البلدية' })).toBeVisible();
});

test('who has no role at the office is told so where they tried', async ({ page, service }) => {
  await onlyHere(page);
  await page.goto(`${service.base}/desk/1`);
  await page.getByRole('link', { name: 'Log ind med kommunens login' }).click();
  await signInThere(page, 'nobody');
  await expect(page.getByText('Din konto har ingen rolle her.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Log ind med kommunens login' })).toBeVisible();
});
