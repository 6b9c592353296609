// SPDX-License-Identifier: MPL-2.0
/** Screens that are open all year take over the office's logo and colour. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, expectSamePage, mark, test as demoTest } from './office';
import { test } from '../../kiosk-ui/scripts/playwright';
import { office, Service } from './service';

const drawing = fileURLToPath(new URL('../../config/demo-logo.svg', import.meta.url));
const green = 'rgb(30, 91, 79)';

demoTest('every screen of the demo says whose it is', async ({ office }) => {
  const { links } = (await office.checkIn()).body;
  for (const address of ['kiosk', 'board', 'desk/1', 'supervisor', links.page]) {
    const page = await office.open(address);
    const band = page.locator('.office-band, header.is-coloured').first();
    await expect(band, address).toHaveCSS('background-color', green);
    await expect(band, address).toContainText('Borgerservice Midtby');
    const logo = band.locator('img');
    await expect(logo).toHaveJSProperty('complete', true);
    expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth), address).toBeGreaterThan(0);
  }
});

test('a board and a kiosk take over a logo and a colour without being loaded anew', async ({ browser }) => {
  const service = await Service.prepared();
  const token = (role: string): string => `the-token-of-a-${role}-of-this-test`;
  const access = ['kiosk', 'board'].map((role) => `[[tokens]]\nrole = "${role}"\ntoken = "${token(role)}"\n`);
  const configured = (more = ''): string =>
    `[server]\nlisten = "${new URL(service.base).host}"\n${office(more)}`;
  try {
    await service.write('access.toml', access.join('\n'));
    await service.write('mintur.toml', configured());
    await service.write('logo.svg', await readFile(drawing, 'utf8'));
    await service.start();
    const screens = await Promise.all(
      ['kiosk', 'board'].map(async (role) => {
        const page = await browser.newPage();
        await page.goto(`${service.base}/${role}#token=${token(role)}`);
        await expect(page.getByText('Borgerservice Prøveby')).toBeVisible();
        await expect(page.locator('.office-band img')).toHaveCount(0);
        await mark(page);
        return page;
      }),
    );
    await service.write('mintur.toml', configured('logo = "logo.svg"\ncolour = "#1e5b4f"'));
    service.readAnew();
    for (const page of screens) {
      await expect(page.locator('.office-band')).toHaveCSS('background-color', green);
      await expect(page.locator('.office-band img')).toHaveAttribute('src', /^\/logo\/midtby\/\w+\.svg$/);
    }
    await service.write('mintur.toml', configured());
    service.readAnew();
    for (const page of screens) {
      await expect(page.locator('.office-band img')).toHaveCount(0);
      await expectSamePage(page);
    }
  } finally {
    await service.end();
  }
});
