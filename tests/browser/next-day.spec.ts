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
  await found.getByRole('button', { name: `Giv tiden: Nummer ${number}` }).click();
  await expect(found).toContainText('gemt plads onsdag den 4. marts');
  await expect(found.getByRole('button')).toHaveCount(0);
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
