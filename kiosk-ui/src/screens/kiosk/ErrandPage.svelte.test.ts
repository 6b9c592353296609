// SPDX-License-Identifier: MPL-2.0
import { flushSync, mount, unmount } from 'svelte';
import { expect, it } from 'vitest';
import { noOwnWords } from '../../gallery/officeWords';
import { setLanguage } from '../../lib/words.svelte';
import type { WitnessUse } from '../../wire/wire';
import ErrandPage from './ErrandPage.svelte';

const quota = { most: 3, days: 120 };

function said(witness: WitnessUse | null): string {
  void setLanguage('da');
  const props = { errands: ['new_mitid'], words: noOwnWords, witness, send: () => undefined };
  const page = mount(ErrandPage, { target: document.body, props });
  flushSync();
  const text = document.querySelector('.say')?.textContent ?? '';
  void unmount(page);
  return text;
}

it('a companion reads before the errand when they may be a witness once more, or from when again', () => {
  expect(said({ ...quota, times: 2, left: 1, again_on: null })).toContain('vidne én gang til');
  expect(said({ ...quota, times: 3, left: 0, again_on: '2026-03-24' })).toContain(
    'igen tirsdag den 24. marts',
  );
});

it('nothing is said of witnesses while several times are left', () => {
  for (const witness of [null, { ...quota, times: 1, left: 2, again_on: null }])
    expect(said(witness)).not.toContain('vidne');
});
