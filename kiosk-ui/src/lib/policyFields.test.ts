// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import type { Policy } from '../wire/wire';
import { groups, isWithin, policyFrom, changedFields } from './policyFields';

describe('the policy', () => {
  const policy = { promise_minutes: 20, lend_freed: true, newer_number: 3 } as unknown as Policy;
  it('gives back numbers this screen does not know as they came', () => {
    expect(policyFrom(policy, { promise_minutes: ' 25' })).toEqual({
      promise_minutes: 25,
      lend_freed: true,
      newer_number: 3,
    });
  });
  it('is unchanged when a number is typed as it is', () => {
    expect(changedFields(policy, { promise_minutes: '20', lend_freed: false })).toEqual(['lend_freed']);
  });
  it('takes whole numbers within the limits', () => {
    const field = groups[0]?.fields[0];
    if (!field) throw new Error('no field');
    expect(['5', '120', '4', '121', '', '7,5', '-8'].map((typed) => isWithin(field, typed))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
