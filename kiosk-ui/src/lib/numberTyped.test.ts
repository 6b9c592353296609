// SPDX-License-Identifier: MPL-2.0
import { expect, it } from 'vitest';
import { numberTyped } from './numberTyped';

it('takes what is typed for a number or for nothing', () => {
  expect([' 12 ', '0', '', '1a', '-3', '1234567'].map(numberTyped)).toEqual([
    12,
    null,
    null,
    null,
    null,
    null,
  ]);
});
