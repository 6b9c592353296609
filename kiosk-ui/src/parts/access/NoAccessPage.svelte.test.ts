// SPDX-License-Identifier: MPL-2.0
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setLanguage } from '../../lib/words.svelte';
import type { Language, ScreenAccess } from '../../wire/wire';
import NoAccessPage from './NoAccessPage.svelte';

const refusals: ScreenAccess['access'][] = [
  'no_token',
  'unknown_token',
  'revoked',
  'other_office',
  'role_may_not',
  'other_desk',
  'unknown_desk',
];

let shown: Record<string, unknown> | null = null;

function show(access: ScreenAccess['access'], more: Partial<ScreenAccess> = {}): string {
  const refusal = { access, role: 'clerk', roles: ['supervisor'], own_desk: '2', desks: [], ...more };
  shown = mount(NoAccessPage, { target: document.body, props: { refusal, desk: '9' } });
  flushSync();
  return document.body.textContent;
}

beforeEach(() => setLanguage('da'));
afterEach(async () => {
  if (shown) await unmount(shown);
});

describe.each(['da', 'en', 'ar'] satisfies Language[])('in %s', (language) => {
  it.each(refusals)('%s has words of its own', async (access) => {
    await setLanguage(language);
    const text = show(access);
    expect(document.querySelector('h1')?.textContent).not.toBe('');
    expect(text).not.toMatch(/access-|common-/);
  });
});

it('never blames the connection', () => {
  for (const access of refusals) {
    expect(show(access)).not.toMatch(/forbindelse|henter/i);
    if (shown) void unmount(shown);
  }
  shown = null;
});

it('leads from a desk that does not exist to those that do', () => {
  show('unknown_desk', {
    desks: [
      { desk: '1', name: '1' },
      { desk: 'skranke 2', name: 'B' },
    ],
  });
  const links = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href'));
  expect(links).toEqual(['/desk/1', '/desk/skranke%202']);
});

it('says whom it knows and for whom the page is', () => {
  expect(show('role_may_not')).toContain('Den er godkendt som medarbejder. Siden er for: leder.');
});
