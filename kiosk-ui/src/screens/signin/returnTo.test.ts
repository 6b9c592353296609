// SPDX-License-Identifier: MPL-2.0
import { expect, it } from 'vitest';
import { returnTo } from './returnTo';

const from = (address: string): string => returnTo(`?return=${encodeURIComponent(address)}`);

it.each(['/desk/3', '/supervisor', '/report?month=2026-03', '/desk/1?office=midtby'])(
  'leads back to %s',
  (own) => {
    expect(from(own)).toBe(own);
  },
);

it.each([
  '',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/desk/..//evil.example',
  'javascript:alert(1)',
  '/supervisor#token=abc',
  '/api/offices/demo/ledger',
])('leads nowhere with %j', (foreign) => {
  expect(from(foreign)).toBe('');
});
