// SPDX-License-Identifier: MPL-2.0
/** Management's report and the supervisor's trials, in a living office, on screen and as a tagged PDF. */
import { barriers } from './axe';
import { expect, test } from './office';
import { button } from './people';

test.use({ at: '2026-03-03T10:00', own: ['2 10:00 12:00'] });

test('a supervisor plans a trial, tells the time before, and reads the report', async ({ office }) => {
  const page = await office.open('supervisor');
  await page.getByRole('tab', { name: 'Prøvehandlinger' }).click();
  await button(page, 'Ny prøvehandling').click();
  await page.getByLabel('Hypotese').fill('Flere får MitID samme dag.');
  await page.getByLabel(/^Initiativpligt/).fill('Center for Mestring');
  await page.getByLabel('Hvad ændres?').fill('To timer holdt fri hver formiddag');
  await page.getByLabel('Gennemsnitlig ventetid, minutter').fill('20');
  expect(await barriers(page)).toEqual([]);
  await button(page, 'Planlæg').click();
  await expect(page.getByRole('heading', { name: 'Flere får MitID samme dag.' })).toBeVisible();

  await button(page, 'Oplys situationen før').click();
  await page.getByLabel('Fra', { exact: true }).fill('2025-01-01');
  await page.getByLabel('Til', { exact: true }).fill('2025-12-31');
  await page.getByRole('group', { name: 'Ledsagerens timer pr. borger' }).getByLabel('Laveste').fill('10');
  await page.getByRole('group', { name: 'Ledsagerens timer pr. borger' }).getByLabel('Højeste').fill('12');
  await page.getByLabel('Hvor kommer tallene fra?').fill('Skøn fra Center for Mestring');
  await button(page, 'Gem').click();
  await expect(page.getByText('Oplyst. Kilde: Skøn fra Center for Mestring')).toBeVisible();

  const report = await office.open('report');
  await expect(report.getByRole('heading', { level: 1, name: /^Opfølgning/ })).toBeVisible();
  await expect(report.getByText(/^Borgerservice Midtby/).first()).toBeVisible();
  await expect(report.getByText(/åben dag$/).first()).toBeVisible();
  await expect(report.getByText('Skøn fra Center for Mestring').first()).toBeVisible();
  expect(await barriers(report)).toEqual([]);
  const pdf = (await report.pdf({ tagged: true, preferCSSPageSize: true })).toString('latin1');
  expect(pdf).toContain('/StructTreeRoot');
  expect(pdf).toMatch(/\/Marked true/);
});

test('a period nobody can report on gets a sentence and no number', async ({ office }) => {
  office.troubled = true;
  const report = await office.open('report?from=2026-03-31&to=2026-03-01');
  await expect(report.getByRole('alert')).toHaveText(
    'Perioden slutter, før den begynder. Byt om på datoerne.',
  );
  await expect(report.getByRole('heading', { level: 2 })).toHaveCount(0);
});

test.describe('with four weeks behind it', () => {
  test.use({ pastWeeks: 4 });

  test('the report tells of the weeks, and of the trial that began in the middle of one', async ({
    office,
  }) => {
    const report = await office.open('report?from=2026-02-03&to=2026-03-02');
    await expect(report.getByRole('heading', { name: /venter borgere uden tid kortere/ })).toBeVisible();
    await expect(report.getByRole('img', { name: /ventetid/i }).first()).toBeVisible();
    await expect(report.getByText('Opdigtet til demoen').first()).toBeVisible();
    await expect(report.getByRole('img', { name: /De to bjælker måler ikke det samme/ })).toBeVisible();
    await expect(report.getByText(/^Borgeren skal kunne få hjælp.*Betjent i perioden: /)).toBeVisible();
    expect(await barriers(report)).toEqual([]);
  });

  test('what was saved is followed to its visits, and on paper each picture has its numbers', async ({
    office,
  }) => {
    const report = await office.open('report?from=2026-02-03&to=2026-03-02');
    for (const name of [
      /^Sparede timer i perioden/,
      /^Går i nul/,
      /^Aftaler, som den friholdte tid/,
      /^Center for|^Uden kendt ledsager/,
    ]) {
      await report.getByRole('row', { name }).first().getByRole('button').first().click();
      await expect(report.getByRole('dialog')).toContainText('hændelser. De første');
      await button(report, 'Luk').click();
    }
    const trial = report
      .getByRole('region', { name: /Prøvehandlinger/ })
      .getByRole('row')
      .nth(1);
    for (const [at, part] of [
      [0, 'Før'],
      [1, 'Under'],
    ] as const) {
      await trial.getByRole('button').nth(at).click();
      await expect(report.getByRole('dialog').getByRole('heading')).toContainText(part);
      await expect(report.getByRole('dialog')).toContainText('hændelser. De første');
      await button(report, 'Luk').click();
    }
    await report.emulateMedia({ media: 'print' });
    const pictures = await report.locator('figure').count();
    expect(pictures).toBeGreaterThan(4);
    await expect(report.locator('.printed table:visible')).toHaveCount(pictures);
  });
});
