// SPDX-License-Identifier: MPL-2.0
import { expect, it } from 'vitest';
import { witnessText } from './witness';

const quota = { most: 3, days: 120 };

it('a clerk reads when the companion may be a witness once more, or from when again', () => {
  const usedUp = { ...quota, times: 3, left: 0, again_on: '2027-01-12' };
  expect(witnessText({ ...quota, times: 1, left: 2, again_on: null })).toBe('');
  expect(witnessText({ ...quota, times: 2, left: 1, again_on: null })).toContain('én gang til');
  expect(witnessText(usedUp)).toContain('tirsdag den 12. januar');
});

it('nothing is said of who came alone', () => {
  expect(witnessText(null)).toBe('');
});
