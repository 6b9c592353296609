// SPDX-License-Identifier: MPL-2.0
/** The supervisor hears of what passes a threshold, and chooses which. */
import { expect, test } from './office';

test.use({ speed: 60 });

test('a supervisor is alerted of help that nobody answers, until it was seen or answered', async ({
  office,
}) => {
  const page = await office.open('supervisor');
  const band = page.getByRole('alert');
  await expect(page).toHaveTitle(/dagen i dag$/);
  await office.must('kiosk', 'POST', '/help');
  await expect(band).toContainText(/Nogen bad om hjælp kl. \d+\.\d\d, og ingen har svaret\./);
  await expect(page).toHaveTitle(/^● Nogen bad om hjælp/);
  await page.getByRole('button', { name: 'Jeg har set det' }).click();
  await expect(band).toBeHidden();
  await expect(page).toHaveTitle(/dagen i dag$/);

  await office.must('clerk', 'DELETE', '/help');
  await page.getByText('Giv mig besked').click();
  await page.getByLabel('Når hjælp ikke er besvaret efter').selectOption({ label: 'Aldrig' });
  await office.must('kiosk', 'POST', '/help');
  await expect(page.getByText(/bad om hjælp ved standeren/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/bad om hjælp ved standeren/)).toBeVisible();
  await page.getByText('Giv mig besked').click();
  await page.getByLabel('Når hjælp ikke er besvaret efter').selectOption({ label: '1 min.' });
  await expect(band).toContainText('ingen har svaret');
});
