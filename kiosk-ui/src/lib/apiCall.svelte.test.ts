// SPDX-License-Identifier: MPL-2.0
import { expect, it } from 'vitest';
import { ApiCall } from './apiCall.svelte';
import { Problem } from './problem';

it('keeps the last answer beside the problem of a later request', async () => {
  const call = new ApiCall<string>();
  expect(await call.send(() => Promise.resolve('plan'))).toBe(true);
  expect(await call.send(() => Promise.reject(new Problem(503, { code: 'busy' })))).toBe(false);
  expect([call.answer, call.problem?.code, call.busy]).toEqual(['plan', 'busy', false]);
  await call.send(() => Promise.resolve('newer plan'));
  expect([call.answer, call.problem]).toEqual(['newer plan', null]);
});

it('sends one request at a time', async () => {
  const call = new ApiCall<number>();
  const first = call.send(() => Promise.resolve(1));
  expect(await call.send(() => Promise.resolve(2))).toBe(false);
  await first;
  expect(call.answer).toBe(1);
});
