// SPDX-License-Identifier: MPL-2.0
/** A board whose browser lets it play nothing until somebody touches it. */
import { chromiumOptions } from '../../kiosk-ui/scripts/browser.mjs';
import type { Page } from '../../kiosk-ui/scripts/playwright';
import { expect, test } from './office';

test.use({
  launchOptions: {
    ...chromiumOptions,
    args: [
      ...chromiumOptions.args.filter((arg) => !arg.startsWith('--autoplay-policy')),
      '--autoplay-policy=document-user-activation-required',
    ],
  },
});

const tones = (board: Page): Promise<number> =>
  board.evaluate(() => (window as unknown as { tones?: number }).tones ?? 0);

test('the supervisor hears of a mute board, and no old chime sounds at the first touch', async ({
  office,
}) => {
  // The browser itself remarks that sound has to wait.
  office.troubled = true;
  for (const errand of ['digital_post', 'address', 'other']) await office.checkIn(errand);
  const supervisor = await office.open('supervisor');
  const board = await office.open('board', {}, (page) =>
    page.addInitScript(() => {
      const counted = window as unknown as { tones: number };
      counted.tones = 0;
      type Start = (this: unknown, ...when: number[]) => unknown;
      const native: Start = Reflect.get(OscillatorNode.prototype, 'start');
      const started = new Proxy(native, {
        apply: (start, node: unknown, when: number[]) => {
          counted.tones += 1;
          return Reflect.apply(start, node, when);
        },
      });
      Reflect.set(OscillatorNode.prototype, 'start', started);
    }),
  );
  const mute = supervisor.getByText('må ikke spille lyd');
  await expect(mute).toBeVisible({ timeout: 15_000 });
  for (const desk of ['1', '2'])
    expect((await office.ask('clerk', 'POST', `/desks/${desk}/calls`)).status).toBe(201);
  await expect(board.locator('.huge').first()).toBeVisible();
  expect(await tones(board)).toBe(0);

  await board.locator('main').click();
  await expect(mute).toBeHidden({ timeout: 15_000 });
  expect(await tones(board), 'what was not heard is not played later').toBeLessThanOrEqual(2);
  const before = await tones(board);
  expect((await office.ask('clerk', 'POST', '/desks/3/calls')).status).toBe(201);
  await expect.poll(() => tones(board), { timeout: 20_000 }).toBe(before + 2);
  const complaints = office.complaints.splice(0).filter((line) => !line.includes('AudioContext'));
  expect(complaints).toEqual([]);
});
