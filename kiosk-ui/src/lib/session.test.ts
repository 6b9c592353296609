// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { deskFromAddress, readSession, type PageEnvironment } from './session';

function page(
  metas: Record<string, string>,
  hash = '',
): PageEnvironment & { kept: Map<string, string>; address: string[] } {
  const document = new DOMParser().parseFromString('<html><head></head></html>', 'text/html');
  for (const [name, content] of Object.entries(metas)) {
    const meta = document.createElement('meta');
    meta.name = name;
    meta.content = content;
    document.head.append(meta);
  }
  const kept = new Map<string, string>();
  const address: string[] = [];
  return {
    document,
    location: { hash, pathname: '/kiosk', search: '?a=1' },
    history: { replaceState: (_state, _unused, url) => void address.push(String(url)) },
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    kept,
    address,
  };
}

describe('the session', () => {
  it('is what the server wrote', () => {
    const environment = page({
      'mintur-office': 'aarhus',
      'mintur-token': 'abc',
      'mintur-zone': 'Europe/Berlin',
    });
    expect(readSession('kiosk', environment)).toEqual({
      office: 'aarhus',
      token: 'abc',
      zone: 'Europe/Berlin',
    });
  });

  it('takes the token from the address, keeps it for this screen and clears the address', () => {
    const environment = page({ 'mintur-office': 'aarhus', 'mintur-token': '' }, '#token=abc');
    expect(readSession('kiosk', environment).token).toBe('abc');
    expect(environment.address).toEqual(['/kiosk?a=1']);
    environment.location.hash = '';
    expect(readSession('kiosk', environment).token).toBe('abc');
    expect(readSession('board', environment).token).toBe('');
  });

  it('is the canned one where no server has filled the page', () => {
    const environment = page({ 'mintur-office': '%MINTUR_OFFICE%', 'mintur-token': '%MINTUR_TOKEN%' });
    expect(readSession('kiosk', environment)).toEqual({
      office: 'demo',
      token: '',
      zone: 'Europe/Copenhagen',
    });
  });

  it('does without a store', () => {
    const environment = { ...page({}, '#token=abc'), storage: null };
    expect(readSession('kiosk', environment).token).toBe('abc');
  });
});

describe('the desk', () => {
  it('stands in the address', () => {
    expect(deskFromAddress('/desk/skranke%203')).toBe('skranke 3');
    expect(deskFromAddress('/desk.html')).toBe('');
  });
});
