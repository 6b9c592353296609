// SPDX-License-Identifier: MPL-2.0
/** After the visit the phone asks how it went, by one touch and once. */
import { expect, type Office, test } from './office';

test.use({ own: [] });

/** Somebody called at desk 1, and the way to complete the visit. */
async function called(office: Office): Promise<{ page: string; complete: () => Promise<unknown> }> {
  const { body } = await office.checkIn('digital_post', { if_full: 'standby' });
  await office.must('clerk', 'POST', '/desks/1/calls');
  const completion = { outcome: 'other_errand_done', flags: [], desk: '1' };
  const complete = (): Promise<unknown> =>
    office.must('clerk', 'POST', `/tickets/${body.id}/completion`, completion);
  return { page: body.links.page, complete };
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without';
  test(`who is done says how it went by one touch, ${how} script`, async ({ office }) => {
    const { page, complete } = await called(office);
    const telephone = await office.open(page, { javaScriptEnabled });
    const question = telephone.getByRole('group', { name: 'Hvordan gik det?' });
    await expect(telephone.getByText('Vi er klar til jer nu.')).toBeVisible();
    await expect(question, 'not while the visit lasts').toBeHidden();
    await complete();
    if (!javaScriptEnabled) await telephone.reload();
    await expect(question).toBeVisible();
    await telephone.getByRole('button', { name: 'Godt', exact: true }).click();
    await expect(telephone.getByText('Tak for svaret.')).toBeVisible();
    await expect(question).toBeHidden();
    await telephone.reload();
    await expect(telephone.getByText('Tak for svaret.'), 'once').toBeVisible();
    await expect(question).toBeHidden();
    expect(await office.events('visits_rated'), 'one alone is written nowhere').toBe(0);
  });
}
