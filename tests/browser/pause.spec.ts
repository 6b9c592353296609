// SPDX-License-Identifier: MPL-2.0
/** A clerk takes a break: nobody is promised the desk's time, and the clerk sees whom it affects. */
import { expect, test } from './office';
import { button } from './people';

test('a clerk takes a break, is counted on by nobody meanwhile, and comes back early', async ({ office }) => {
  const desk = await office.open('desk/1');
  await button(desk, 'Hold pause').click();
  await button(desk, '15 min.').click();
  await expect(desk.getByText('Det bryder ingen løfter.')).toBeVisible();
  await desk.getByRole('button', { name: /^Hold pause til kl/ }).click();
  await expect(desk.getByText(/^Pause til kl/)).toBeVisible();
  const { absences } = await office.must<{ absences: { desk: string }[] }>('supervisor', 'GET', '/closures');
  expect(absences.map((absence) => absence.desk)).toEqual(['1']);

  await button(desk, 'Jeg er tilbage').click();
  await expect(button(desk, 'Hold pause')).toBeVisible();
  const after = await office.must<{ absences: unknown[] }>('supervisor', 'GET', '/closures');
  expect(after.absences).toEqual([]);
});

test('a clerk who would break a promise by going sees whose, and says why', async ({ office }) => {
  // Everything that the other desks have is taken away, so that the promise hangs on this one.
  const { number } = (await office.checkIn('new_mitid')).body;
  for (const other of ['2', '3', '4', '5']) {
    await office.must('supervisor', 'POST', `/desks/${other}/absences`, {
      end: '2026-03-03T18:00:00+01:00',
      reason: 'syg',
      force: true,
    });
  }
  const desk = await office.open('desk/1');
  await button(desk, 'Hold pause').click();
  await button(desk, '60 min.').click();
  await expect(desk.getByText(`Nummer ${number} er lovet`)).toBeVisible();
  await expect(desk.getByRole('button', { name: /^Hold pause til kl/ })).toBeDisabled();
  await desk.getByLabel('Skriv hvorfor').fill('Brandøvelse');
  await desk.getByRole('button', { name: /^Hold pause til kl/ }).click();
  await expect(desk.getByText(/^Pause til kl/)).toBeVisible();
});
