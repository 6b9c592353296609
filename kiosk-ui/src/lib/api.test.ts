// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it, vi } from 'vitest';
import { Api, newKey, Problem } from './api';
import { cannedSession } from './session';

type Reply = Response | Error;

function apiWith(...replies: Reply[]) {
  const calls: { address: string; request: RequestInit }[] = [];
  const retryDelays: number[] = [];
  const fetch = vi.fn((address: unknown, request?: RequestInit) => {
    calls.push({ address: String(address), request: request ?? {} });
    const reply = replies.shift();
    return reply instanceof Response
      ? Promise.resolve(reply)
      : Promise.reject(reply ?? new Error('no reply left'));
  });
  const sleep = (ms: number): Promise<void> => (retryDelays.push(ms), Promise.resolve());
  const api = new Api(
    { ...cannedSession, token: 'secret' },
    { fetch: fetch as unknown as typeof globalThis.fetch, sleep },
  );
  return { api, calls, retryDelays };
}

const header = (request: RequestInit | undefined, name: string): string | null =>
  new Headers(request?.headers).get(name);
const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });

describe('a request', () => {
  it('goes below the office, with the token, as JSON', async () => {
    const { api, calls } = apiWith(json({ number: 12 }, 201));
    expect(await api.post('/tickets', { errand: 'mitid' }, { key: 'k' })).toEqual({ number: 12 });
    expect(calls[0]?.address).toBe('/api/offices/demo/tickets');
    expect(header(calls[0]?.request, 'authorization')).toBe('Bearer secret');
    expect(header(calls[0]?.request, 'idempotency-key')).toBe('k');
    expect(calls[0]?.request.body).toBe('{"errand":"mitid"}');
  });

  it('asks for sentences in the chosen language', async () => {
    const { api, calls } = apiWith(json({ number: 12 }, 201));
    await api.post('/tickets', {}, { key: 'k', language: 'ar' });
    expect(header(calls[0]?.request, 'accept-language')).toBe('ar');
  });

  it('may be answered with nothing', async () => {
    const { api } = apiWith(new Response(null, { status: 204 }));
    expect(await api.delete('/desks/1/staffing')).toBeUndefined();
  });
});

describe('a keyed step', () => {
  it('is repeated with the same key until the network is back', async () => {
    const { api, calls, retryDelays } = apiWith(
      new TypeError('lost'),
      json({ code: 'busy' }, 503),
      json({ number: 12 }, 201),
    );
    expect(await api.post('/tickets', {}, { key: 'k' })).toEqual({ number: 12 });
    expect(calls.map((call) => header(call.request, 'idempotency-key'))).toEqual(['k', 'k', 'k']);
    expect(retryDelays).toEqual([300, 900]);
  });

  it('gives up after four attempts and says so', async () => {
    const { api, calls } = apiWith(...Array.from({ length: 9 }, () => new TypeError('lost')));
    await expect(api.post('/tickets', {}, { key: 'k' })).rejects.toMatchObject({
      code: 'unreachable',
      status: 0,
    });
    expect(calls).toHaveLength(4);
  });

  it('is not repeated when the server said no', async () => {
    const body = {
      type: 'about:blank',
      title: 'No time',
      status: 409,
      code: 'no_time_today',
      offers: ['standby'],
    };
    const { api, calls } = apiWith(json(body, 409));
    const problem = await api.post('/tickets', {}, { key: 'k' }).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ code: 'no_time_today', status: 409, details: { offers: ['standby'] } });
    expect(calls).toHaveLength(1);
  });
});

describe('a step without a key', () => {
  it('is never repeated', async () => {
    const { api, calls } = apiWith(new TypeError('lost'));
    await expect(api.post('/gaps', {})).rejects.toMatchObject({ code: 'unreachable' });
    expect(calls).toHaveLength(1);
  });
});

describe('an answer that is no problem document', () => {
  it('still has a code', async () => {
    const { api } = apiWith(new Response('<html>bad gateway</html>', { status: 502 }));
    await expect(api.get('/tickets')).rejects.toMatchObject({ code: 'http_502' });
  });
});

describe('newKey', () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  it('is a UUID, also where the browser hides randomUUID', () => {
    expect(newKey()).toMatch(uuid);
    const hidden = vi.spyOn(globalThis, 'crypto', 'get').mockReturnValue({
      getRandomValues: <T>(bytes: T): T => bytes,
    } as unknown as Crypto);
    expect(newKey()).toMatch(uuid);
    hidden.mockRestore();
  });
});
