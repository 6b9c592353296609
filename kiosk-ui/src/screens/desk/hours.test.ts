// SPDX-License-Identifier: MPL-2.0
import { expect, it } from 'vitest';
import { minutesOf } from './hours';

it('takes hours with comma or point, and nothing for what is no number', () => {
  expect(['1,5', '2.25', ' 4 ', '', 'to', '-1', '900'].map(minutesOf)).toEqual([
    90,
    135,
    240,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
