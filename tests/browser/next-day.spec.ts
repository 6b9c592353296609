// SPDX-License-Identifier: MPL-2.0
/** A place on the next open day is said with day and time, and taken with one touch. */
import { expect, type Office, test } from './office';

test.use({ own: [] });

const wednesday = { weekday: 'wednesday', desk: '1', hold: 'hard' };

/** Nothing is free today, and two places tomorrow. */
async function standingBy(office: Office): Promise<{ number: number; links: { page: string } }> {
  const lines = [
    { ...wednesday, start: '09:15', end: '09:45' },
    { ...wednesday, start: '10:00', end: '10:30' },
  ];
  await office.must('supervisor', 'PUT', '/plan', { lines });
  const { body } = await office.checkIn('digital_post', { if_full: 'standby' });
  expect(body.standby, JSON.stringify(body)).toBe(true);
  return body;
}

const standsBy = async (office: Office): Promise<string> => (await standingBy(office)).links.page;

const offer = 'Vi kan holde en tid til jer onsdag den 4. marts, kl. 9.15 til 9.35.';
const kept = 'Vi holder en tid til jer onsdag den 4. marts, kl. 9.15 til 9.35.';

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without';
  test(`who stands by takes tomorrow from the phone, ${how} script`, async ({ office }) => {
    const telephone = await office.open(await standsBy(office), { javaScriptEnabled });
    await expect(telephone.getByText('Ventelisten slutter, når vi lukker')).toBeVisible();
    await expect(telephone.getByText(offer)).toBeVisible();
    // The open page may show the place before the answer to the form replaces it.
    const answered = telephone.waitForEvent('framenavigated');
    await telephone.getByRole('button', { name: 'Tag tiden' }).click();
    await answered;
    await telephone.waitForLoadState('load');
    await expect(telephone.getByText(kept)).toBeVisible();
    await expect(telephone.getByRole('button')).toBeHidden();
    await telephone.reload();
    await expect(telephone.getByText(kept)).toBeVisible();
  });
}

test('who has no phone gets tomorrow from the clerk who finds the number', async ({ office }) => {
  const { number } = await standingBy(office);
  const desk = await office.open('desk/4');
  const rail = desk.getByRole('region', { name: 'De næste i køen' });
  const found = rail.getByRole('status');
  await expect(rail.getByRole('listitem')).toHaveCount(1);
  await desk.keyboard.press('F9');
  await desk.keyboard.type(String(number));
  await desk.keyboard.press('Enter');
  await expect(found).toContainText('Tid onsdag den 4. marts, kl. 9.15 til 9.35');
  const give = found.getByRole('button', { name: `Giv tiden: Nummer ${number}` });
  await give.dblclick();
  await expect(found, 'asked first').toContainText('Så venter nummeret ikke mere i dag.');
  expect((await office.ticket(number)).kept_for).toBeNull();
  await expect(async () => {
    if (await give.isVisible()) await give.click();
    await expect(give).toBeHidden({ timeout: 1_000 });
  }).toPass();
  await expect(found).toContainText('gemt plads onsdag den 4. marts');
  await expect(found.getByRole('button')).toHaveCount(0);
});

test('a clerk is told that the place was taken meanwhile, and sees what there is now', async ({ office }) => {
  office.troubled = true;
  const { number } = await standingBy(office);
  const desk = await office.open('desk/4');
  const rail = desk.getByRole('region', { name: 'De næste i køen' });
  await expect(rail.getByRole('listitem')).toHaveCount(1);
  await desk.keyboard.press('F9');
  await desk.keyboard.type(String(number));
  await desk.keyboard.press('Enter');
  const found = rail.getByRole('status');
  const give = found.getByRole('button', { name: `Giv tiden: Nummer ${number}` });
  await expect(found).toContainText('kl. 9.15 til 9.35');
  // Somebody is quicker by a moment.
  await desk.route(
    '**/next-day',
    async (route) => {
      expect((await office.checkIn('digital_post', { if_full: 'next_day' })).status).toBe(201);
      await route.continue();
    },
    { times: 1 },
  );
  await give.click();
  await expect(found).toContainText('Så venter nummeret ikke mere i dag.');
  await expect(async () => {
    if ((await found.innerText()).includes('9.15')) await give.click();
    await expect(desk.getByText('Den tid er ikke ledig mere.')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(found).toContainText(/kl\. 9\.30 til|kl\. 10\.00 til/);
});

test('a place that is gone is said to be gone, and the next one is offered', async ({ office }) => {
  const telephone = await office.open(await standsBy(office));
  await expect(telephone.getByText(offer)).toBeVisible();
  const other = await office.checkIn('digital_post', { if_full: 'next_day' });
  expect(other.status, JSON.stringify(other.body)).toBe(201);
  await telephone.getByRole('button', { name: 'Tag tiden' }).click();
  await expect(telephone.getByText('Den tid er ikke ledig mere.')).toBeVisible();
  await expect(telephone.getByText(/kl\. 9\.30 til|kl\. 10\.00 til/)).toBeVisible();
});
