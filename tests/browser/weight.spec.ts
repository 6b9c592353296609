// SPDX-License-Identifier: MPL-2.0
/** What a screen costs on the wire the first time, headers included. */
import { expect, type Office, test } from './office';

async function weigh(office: Office, address: string): Promise<{ bytes: number; heaviest: string }> {
  const sizes = new Map<string, number>();
  const addresses = new Map<string, string>();
  const page = await office.open(address, {}, async (page) => {
    const wire = await page.context().newCDPSession(page);
    wire.on('Network.responseReceived', ({ requestId, response }) => addresses.set(requestId, response.url));
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      sizes.set(addresses.get(requestId) ?? requestId, encodedDataLength),
    );
    await wire.send('Network.enable');
    await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
  });
  await page.waitForFunction(() => document.body.innerText.trim().length > 40);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  const heaviest = [...sizes].sort(([, one], [, other]) => other - one).slice(0, 12);
  await page.context().close();
  return {
    bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
    heaviest: heaviest.map(([url, size]) => `${size} ${url}`).join('\n'),
  };
}

for (const [address, most] of [
  ['kiosk', 150_000],
  ['board', 120_000],
] as const) {
  test(`a cold ${address} loads at most ${most / 1000} kB`, async ({ office }) => {
    const { bytes, heaviest } = await weigh(office, address);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes, heaviest).toBeLessThanOrEqual(most);
  });
}

test("a citizen's page loads at most 20 kB", async ({ office }) => {
  for (const language of ['da', 'ar']) {
    const { links } = (await office.checkIn('new_mitid', { identification: 'none', language })).body;
    const { bytes, heaviest } = await weigh(office, links.page);
    expect(bytes, heaviest).toBeGreaterThan(1_000);
    expect(bytes, heaviest).toBeLessThanOrEqual(20_000);
  }
});

test('a file of the screens is sent as the browser takes it, and kept for ever', async ({ office }) => {
  const page = await (await fetch(`${office.base}/kiosk`)).text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
  const lengths = new Map<string, number>();
  for (const encoding of ['identity', 'gzip', 'br']) {
    const response = await fetch(office.base + script, { headers: { 'accept-encoding': encoding } });
    expect(response.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('vary')).toBe('accept-encoding');
    // fetch takes it apart again: the length on the wire stands in the header.
    lengths.set(encoding, Number(response.headers.get('content-length')));
  }
  expect(lengths.get('br')).toBeLessThan(lengths.get('gzip') ?? 0);
  expect(lengths.get('gzip')).toBeLessThan(lengths.get('identity') ?? 0);
});
