// SPDX-License-Identifier: MPL-2.0
/** The whole morning, at every screen at once. */
import type { Page } from '../../kiosk-ui/scripts/playwright';
import { clock, expect, type Office, test } from './office';
import { button, checkIn, enter, primary, waits, who } from './people';

test.use({ own: ['1 09:55 10:45', '2 10:15 11:15', '3 09:55 10:15', '4 10:45 11:45', '5 09:55 10:15'] });

const called = (board: Page, number: number, desk: string) =>
  board.getByRole('status').getByText(`Nummer ${number}. Skranke ${desk}.`);

/** The day the supervisor sees has this number at this place. */
const placed = (supervisor: Page, number: number, start: string) =>
  supervisor.getByRole('img', { name: new RegExp(`^Nummer ${number}, kl\\. ${start.replace('.', '\\.')}–`) });

async function placeOf(office: Office, number: number): Promise<{ desk: string; start: string }> {
  const { placement } = await office.ticket(number);
  if (!placement) throw new Error(`number ${number} has no place`);
  return placement;
}

test('a companion checks a citizen in, and every screen follows the visit to its end', async ({ office }) => {
  test.setTimeout(120_000);
  office.troubled = true;
  const [kiosk, board, supervisor] = [
    await office.open('kiosk'),
    await office.open('board'),
    await office.open('supervisor'),
  ];
  const [one, three] = [await office.open('desk/1'), await office.open('desk/3')];

  // Code, two touches, and everything a visit needs.
  await expect(kiosk.getByText('Første ledige tid: kl. 9.5')).toBeVisible();
  const first = await checkIn(kiosk, 'Nyt MitID', 'Nej');
  expect(first.window).toMatch(/^I bliver kaldt mellem kl\. \d+\.\d\d og \d+\.\d\d\.$/);
  expect(first.why.length, 'one sentence says why').toBeGreaterThan(10);
  const second = await checkIn(kiosk, 'Digital Post', 'Ja');
  expect(second.number).not.toBe(first.number);

  // The board and the supervisor have seen it without being asked.
  await expect(waits(board, first.number)).toContainText('kl. ');
  await expect(waits(board, second.number)).toBeVisible();
  const place = await placeOf(office, first.number);
  expect(place.desk).toBe('1');
  await expect(placed(supervisor, first.number, clock(place.start))).toBeVisible();
  expect((await placeOf(office, second.number)).desk).toBe('3');

  const telephone = await office.open(first.page);
  await expect(telephone.getByRole('heading', { name: 'Jeres nummer', exact: true })).toBeVisible();
  await expect(telephone.locator('.number')).toHaveText(String(first.number));

  // Desk 1 sees who it would be, with the briefing, and calls by keyboard.
  await expect(who(one, first.number)).toBeVisible();
  await expect(one.getByRole('region', { name: 'Sådan gør I' }).getByRole('listitem')).not.toHaveCount(0);
  const large = board.getByRole('region', { name: 'Nu kaldes' });
  await Promise.all([
    expect(called(board, first.number, '1')).toBeAttached(),
    enter(one, 'Kald næste', one.getByText(/^Kaldt kl\./)),
  ]);
  await expect(large.locator('.huge').first()).toHaveText(String(first.number));
  await expect(waits(board, first.number)).toBeHidden();
  await expect(telephone.getByRole('heading', { name: 'Kom nu: skranke 1' })).toBeVisible();
  await expect(telephone).toHaveTitle(/Kom nu/);

  // Arrival; the briefing stays while they talk.
  await enter(one, 'Er kommet', one.getByText(/^Ved skranken siden kl\./));
  await expect(one.getByText('Se to papirer i stedet for billed-id')).toBeVisible();
  await expect(telephone.getByRole('heading', { name: 'I er ved skranke 1' })).toBeVisible();

  // The second number at the second desk, at the same time.
  await enter(three, 'Kald næste', three.getByText(/^Kaldt kl\./));
  await expect(who(three, second.number)).toBeVisible();
  await expect(large.locator('.huge').first()).toHaveText(String(second.number));

  // Two touches end the visit.
  await enter(one, 'Afslut', one.getByText('Hvordan gik det?'));
  await one.getByRole('radio', { name: 'MitID udstedt' }).click();
  await primary(one).click();
  await expect(primary(one)).toContainText('Kald næste');
  await expect(one.getByText(`Nummer ${first.number} er afsluttet.`)).toBeVisible();
  await expect(telephone.getByRole('heading', { name: 'I er færdige' })).toBeVisible();
  await expect(supervisor.getByText('Løfter holdt i dag').locator('..')).toContainText(/[12] af 2/);
  expect((await office.ticket(first.number)).state).toBe('done');
});

test('two desks that press at the same moment get two different numbers', async ({ office }) => {
  for (const errand of ['new_mitid', 'digital_post', 'digital_post']) await office.checkIn(errand);
  const desks = [await office.open('desk/1'), await office.open('desk/3'), await office.open('desk/5')];
  for (const desk of desks) await expect(primary(desk)).toContainText('Kald næste');
  await Promise.all(desks.map((desk) => desk.keyboard.press('Enter')));
  for (const desk of desks) await expect(desk.getByText(/^Kaldt kl\./)).toBeVisible();
  const numbers = await Promise.all(desks.map((desk) => desk.locator('.who .number').innerText()));
  expect(new Set(numbers).size, numbers.join(', ')).toBe(3);
  expect(await office.events('ticket_called')).toBe(3);
});

test('a citizen who must fetch something is parked, comes back and is called again', async ({ office }) => {
  await office.checkIn('new_mitid');
  const desk = await office.open('desk/1');
  await enter(desk, 'Kald næste', desk.getByText(/^Kaldt kl\./));
  await desk.keyboard.press('F2');
  await expect(button(desk, 'Luk')).toBeVisible();
  await desk.keyboard.press('p');
  const parked = desk.getByRole('complementary').getByRole('listitem').filter({ hasText: 'Nyt MitID' });
  await expect(parked).toBeVisible();
  expect((await office.ticket(1)).state).toBe('parked');
  await parked.getByRole('button', { name: 'Kald: Nummer 1' }).click();
  await expect(desk.getByText(/^Kaldt kl\./)).toBeVisible();
  expect((await office.ticket(1)).state).toBe('called');
});

test('a citizen who is called before their time and does not come keeps their place', async ({ office }) => {
  const ticket = (await office.checkIn('new_mitid')).body;
  const telephone = await office.open(ticket.links.page);
  const [desk, board] = [await office.open('desk/1'), await office.open('board')];
  await enter(desk, 'Kald næste', desk.getByText(/^Kaldt kl\./));
  for (const times of ['1 gang', '2 gange']) {
    await button(desk, 'Flere trin').click();
    await expect(desk.getByRole('button', { name: 'Udeblevet' })).toHaveAttribute('aria-disabled', 'true');
    await desk.keyboard.press('k');
    await expect(desk.getByText(new RegExp(`kaldt igen ${times}`))).toBeVisible();
    await expect(called(board, 1, '1')).toBeAttached();
  }
  await button(desk, 'Flere trin').click();
  await expect(desk.getByRole('button', { name: 'Udeblevet' })).toHaveAttribute('aria-disabled', 'false');
  await desk.keyboard.press('u');
  await expect(telephone.getByRole('heading', { name: 'Jeres nummer', exact: true })).toBeVisible();
  await expect(called(board, 1, '1')).not.toBeAttached();
  const now = await office.ticket(1);
  expect(now.state).toBe('waiting');
  expect(now.placement).toEqual(ticket.placement);
});

test('a clerk takes back a call within ten seconds, and the board forgets it', async ({ office }) => {
  await office.checkIn('new_mitid');
  const [desk, board] = [await office.open('desk/1'), await office.open('board')];
  await enter(desk, 'Kald næste', desk.getByText(/^Kaldt kl\./));
  await expect(board.locator('.huge').first()).toHaveText('1');
  await desk.keyboard.press('Control+z');
  await expect(primary(desk)).toContainText('Kald næste');
  await expect(board.getByText('Her ser I jeres nummer, når I bliver kaldt.')).toBeVisible();
  await expect(waits(board, 1)).toBeVisible();
  expect((await office.ticket(1)).state).toBe('waiting');
});

test('who reads English gets the staff screens in English, by their address', async ({ office }) => {
  const supervisor = await office.open('supervisor?lang=en');
  await expect(supervisor.locator('html')).toHaveAttribute('lang', 'en');
  await expect(supervisor.getByText('Week plan', { exact: true }).first()).toBeVisible();
  const desk = await office.open('desk/1?lang=en');
  expect((await office.checkIn('new_mitid')).status).toBe(201);
  await expect(desk.getByRole('button', { name: /Call next/ })).toBeVisible();
});
