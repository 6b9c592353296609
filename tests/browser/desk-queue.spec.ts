// SPDX-License-Identifier: MPL-2.0
/** The clerk sees who waits, and calls another number than the next knowing whom that passes. */
import { expect, test } from './office';
import { button, enter, who } from './people';

test.use({ own: ['4 11:00 12:00'], at: '2026-03-03T09:50' });

const standingBy = { if_full: 'standby' };

test('a clerk sees the next in the queue, finds a number and calls it with keys only', async ({ office }) => {
  const first = (await office.checkIn('digital_post', standingBy)).body.number;
  const desk = await office.open('desk/1');
  const rail = desk.getByRole('region', { name: 'De næste i køen' });
  await expect(rail.getByRole('listitem')).toHaveCount(1);
  const other = (await office.checkIn('digital_post', { ...standingBy, language: 'ar' })).body.number;
  await expect(rail.getByRole('listitem').nth(1)).toContainText('Taler arabisk');

  await desk.keyboard.press('F9');
  await desk.keyboard.type(String(other));
  await desk.keyboard.press('Enter');
  const found = rail.getByRole('status').getByRole('button', { name: `Kald: Nummer ${other}` });
  await found.focus();
  await desk.keyboard.press('Enter');
  await expect(desk.getByText('Et nummer står foran i køen:')).toBeVisible();
  await expect(desk.getByText('Det bryder ingen løfter.')).toBeVisible();
  expect((await office.ticket(other)).state).toBe('waiting');
  // A press counts once there was time to read.
  await expect(async () => {
    // Once only: the next press would say that the citizen has come.
    if (await button(desk, `Kald nummer ${other}`).isVisible()) await desk.keyboard.press('Enter');
    await expect(who(desk, other)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(rail.getByRole('status')).toContainText('kaldt til skranke 1');
  expect((await office.ticket(first)).state).toBe('waiting');
  await enter(desk, 'Er kommet', desk.getByText(/^Ved skranken siden/));
});

test('a number is called by touch, and a promise is never broken by it', async ({ office }) => {
  office.troubled = true;
  await office.makeDay('2026-03-03', ['1 10:00 11:00']);
  for (const closed of ['2', '3', '4', '5']) await office.ask('clerk', 'DELETE', `/desks/${closed}/staffing`);
  const promised = (await office.checkIn('new_mitid')).body.number;
  const other = (await office.checkIn('new_mitid', standingBy)).body.number;
  const desk = await office.open('desk/1', { hasTouch: true });
  await desk.getByRole('button', { name: `Kald: Nummer ${other}` }).tap();
  await expect(desk.getByRole('alert').getByText(`løftet til nummer ${promised}`)).toBeVisible();
  expect((await office.ticket(other)).state).toBe('waiting');
  await expect(button(desk, 'Gør det alligevel')).toHaveCount(0);
});
