// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { deskFromAddress, forgetToken, keepToken, readSession, type PageEnvironment } from './session';

function page(
  metas: Record<string, string>,
  hash = '',
  status = 200,
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
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    fetch: () => Promise.resolve({ status }),
    kept,
    address,
  };
}

describe('the session', () => {
  it('is what the server wrote', async () => {
    const environment = page({
      'mintur-office': 'aarhus',
      'mintur-token': 'abc',
      'mintur-zone': 'Europe/Berlin',
    });
    expect(await readSession('kiosk', environment)).toEqual({
      office: 'aarhus',
      token: 'abc',
      zone: 'Europe/Berlin',
    });
  });

  it('takes the token from the address, keeps it for this screen and clears the address', async () => {
    const environment = page({ 'mintur-office': 'aarhus', 'mintur-token': '' }, '#token=abc');
    expect((await readSession('kiosk', environment)).token).toBe('abc');
    expect(environment.address).toEqual(['/kiosk?a=1']);
    environment.location.hash = '';
    expect((await readSession('kiosk', environment)).token).toBe('abc');
    expect((await readSession('board', environment)).token).toBe('');
  });

  it('is without a token once a person signs in, also after a reload', async () => {
    const environment = page({ 'mintur-office': 'aarhus', 'mintur-token': '' }, '#token=abc');
    const session = await readSession('desk', environment);
    forgetToken(session, 'desk', environment.storage);
    environment.location.hash = '';
    expect(session.token).toBe('');
    expect((await readSession('desk', environment)).token).toBe('');
  });

  it('is the canned one where no server has filled the page', async () => {
    const environment = page({ 'mintur-office': '%MINTUR_OFFICE%', 'mintur-token': '%MINTUR_TOKEN%' });
    expect(await readSession('kiosk', environment)).toEqual({
      office: 'demo',
      token: '',
      zone: 'Europe/Copenhagen',
    });
  });

  it('of a paired screen is not changed by a link', async () => {
    const environment = page({}, '#token=other');
    environment.kept.set('mintur.token.kiosk', 'abc');
    expect((await readSession('kiosk', environment)).token).toBe('abc');
    expect(environment.kept.get('mintur.token.kiosk')).toBe('abc');
    expect(environment.address).toEqual(['/kiosk?a=1']);
    const offline = { ...page({}, '#token=other'), storage: environment.storage };
    offline.fetch = () => Promise.reject(new Error('no network'));
    expect((await readSession('kiosk', offline)).token).toBe('abc');
  });

  it('of a screen whose token was withdrawn is paired anew by a link', async () => {
    const environment = page({}, '#token=new', 401);
    environment.kept.set('mintur.token.kiosk', 'old');
    expect((await readSession('kiosk', environment)).token).toBe('new');
    expect(environment.kept.get('mintur.token.kiosk')).toBe('new');
  });

  it('of a screen that was paired has its token after the page is loaded anew', async () => {
    const environment = page({});
    keepToken('board', 'paired', environment);
    expect((await readSession('board', environment)).token).toBe('paired');
    expect(environment.address).toEqual([]);
  });

  it('of a paired screen that may keep nothing is handed on in the address', async () => {
    const environment = { ...page({}), storage: null };
    keepToken('board', 'paired', environment);
    environment.location.hash = new URL(environment.address[0] ?? '', 'http://office').hash;
    expect((await readSession('board', environment)).token).toBe('paired');
  });

  it('does without a store', async () => {
    const environment = { ...page({}, '#token=abc'), storage: null };
    expect((await readSession('kiosk', environment)).token).toBe('abc');
  });
});

describe('the desk', () => {
  it('stands in the address', () => {
    expect(deskFromAddress('/desk/skranke%203')).toBe('skranke 3');
    expect(deskFromAddress('/desk.html')).toBe('');
  });
});
