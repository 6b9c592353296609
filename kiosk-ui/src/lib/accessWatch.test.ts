// SPDX-License-Identifier: MPL-2.0
import { expect, it } from 'vitest';
import type { ScreenAccess } from '../wire/wire';
import { AccessWatch } from './accessWatch.svelte';

const answer = (access: ScreenAccess['access']): ScreenAccess => ({
  access,
  role: null,
  roles: ['kiosk'],
  own_desk: null,
  desks: [],
});

it('says why the screen is not let in, until it is', async () => {
  let access: ScreenAccess['access'] = 'no_token';
  const watch = new AccessWatch(() => Promise.resolve(answer(access)));
  await watch.look();
  expect(watch.refusal?.access).toBe('no_token');
  access = 'granted';
  await watch.look();
  expect(watch.refusal).toBeNull();
});

it('takes a server that is away for neither a yes nor a no', async () => {
  let away = true;
  const watch = new AccessWatch(() =>
    away ? Promise.reject(new Error('no network')) : Promise.resolve(answer('revoked')),
  );
  await watch.look();
  expect(watch.refusal).toBeNull();
  away = false;
  await watch.look();
  away = true;
  await watch.look();
  expect(watch.refusal?.access).toBe('revoked');
});

it('is over as soon as the view arrives', async () => {
  const watch = new AccessWatch(() => Promise.resolve(answer('unknown_token')));
  await watch.look();
  watch.granted();
  expect(watch.refusal).toBeNull();
});
