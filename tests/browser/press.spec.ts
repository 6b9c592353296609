// SPDX-License-Identifier: MPL-2.0
/** A hand that trembles presses twice; the thing happens once. */
import { expect, test } from './office';
import { button, given, primary } from './people';

test('every button of the kiosk pressed twice leads one step on', async ({ office }) => {
  const kiosk = await office.open('kiosk');
  const asked: string[] = [];
  kiosk.on(
    'request',
    (request) =>
      request.method() === 'POST' && asked.push(new URL(request.url()).pathname.split('/').at(-1) ?? ''),
  );
  await button(kiosk, 'Brug kode').dblclick();
  await expect(kiosk.getByText('Du har tastet 0 tal.')).toBeAttached();
  const code = await kiosk.locator('meta[name=mintur-demo]').getAttribute('content');
  for (const digit of code ?? '') await button(kiosk, digit).click();
  await button(kiosk, 'Videre').dblclick();
  await expect(kiosk.getByRole('heading', { name: 'Hvad skal I have hjælp til?' })).toBeVisible();
  await button(kiosk, 'Digital Post').dblclick();
  await expect(kiosk.getByRole('heading', { name: 'Har borgeren pas eller kørekort med?' })).toBeVisible();
  await button(kiosk, 'Ja').dblclick();
  expect((await given(kiosk)).number).toBe(1);
  await button(kiosk, 'Færdig').dblclick();
  await expect(kiosk.getByRole('heading', { name: 'Velkommen' })).toBeVisible();
  await button(kiosk, 'Hjælp').dblclick();
  await expect(kiosk.getByText('En medarbejder kommer')).toBeVisible();
  expect(asked).toEqual(['companion', 'tickets', 'help']);
  expect(await office.events('ticket_checked_in')).toBe(1);
});

test("the clerk's button pressed twice takes one step, whatever it says", async ({ office }) => {
  for (let tickets = 0; tickets < 3; tickets++) await office.checkIn();
  await office.ask('clerk', 'DELETE', '/desks/3/staffing');
  const desk = await office.open('desk/3');
  const press = async (says: string): Promise<void> => {
    await expect(async () => {
      await expect(primary(desk)).toContainText(says, { timeout: 300 });
      await primary(desk).dblclick();
      await expect(primary(desk)).not.toContainText(says, { timeout: 1_000 });
    }).toPass();
  };
  const opened = await office.events('desk_opened');
  await press('Åbn skranken');
  await expect(primary(desk)).toContainText('Kald næste');
  expect(await office.events('desk_opened')).toBe(opened + 1);
  expect(await office.events('ticket_called')).toBe(0);
  await press('Kald næste');
  await expect(primary(desk)).toContainText('Er kommet');
  expect(await office.events('ticket_called')).toBe(1);
  expect(await office.events('citizen_arrived')).toBe(0);
  await press('Er kommet');
  await expect(primary(desk)).toContainText('Afslut');
  expect(await office.events('citizen_arrived')).toBe(1);
  await expect(desk.getByText('Hvordan gik det?')).toBeHidden();
  await press('Afslut');
  await expect(primary(desk)).toContainText('Gem og afslut');
  expect(await office.events('ticket_completed')).toBe(0);
  await desk.getByRole('radio', { name: 'Andet ærinde klaret' }).dblclick();
  await press('Gem og afslut');
  await expect(primary(desk)).toContainText('Kald næste');
  expect(await office.events('ticket_completed')).toBe(1);
  expect(await office.events('ticket_called'), 'nobody else was called').toBe(1);
});

test.describe('on a day with empty time', () => {
  test.use({ own: ['1 10:00 11:00'] });

  test("the supervisor's yes pressed twice opens one gap", async ({ office }) => {
    const opened = await office.events('gap_opened');
    const page = await office.open('supervisor');
    await button(page, 'Frihold tid').dblclick();
    await expect(page.getByRole('region', { name: 'Virkning' })).toContainText('Alle løfter holder.');
    await button(page, 'Gør det').dblclick();
    await expect(button(page, 'Frihold tid')).toBeVisible();
    expect(await office.events('gap_opened')).toBe(opened + 1);
  });
});
