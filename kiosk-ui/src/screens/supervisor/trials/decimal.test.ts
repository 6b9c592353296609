// SPDX-License-Identifier: MPL-2.0
import { expect, it } from 'vitest';
import { decimal } from './decimal';

it('reads a number typed with comma or point, and nothing else', () => {
  expect(['4,5', '4.5', ' 12 ', '', 'x', '1.2.3', '-4'].map(decimal)).toEqual([
    4.5,
    4.5,
    12,
    null,
    null,
    null,
    null,
  ]);
});
