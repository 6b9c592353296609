// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { isNotReady } from './readiness.svelte';

const answering =
  (body: unknown): typeof fetch =>
  () =>
    Promise.resolve(new Response(JSON.stringify(body), { status: 503 }));

describe('an office that takes nobody in', () => {
  it('is recognised by its own name among the offices of the server', async () => {
    const ask = answering({ ready: false, not_ready: { midtby: 'the office has stopped: see the log' } });
    expect(await isNotReady('midtby', ask)).toBe(true);
    expect(await isNotReady('nord', ask)).toBe(false);
  });

  it('is not guessed where nobody answers, or something else does', async () => {
    expect(await isNotReady('midtby', () => Promise.reject(new TypeError('no network')))).toBe(false);
    expect(await isNotReady('midtby', () => Promise.resolve(new Response('<html>proxy</html>')))).toBe(false);
  });
});
