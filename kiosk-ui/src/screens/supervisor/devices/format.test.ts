// SPDX-License-Identifier: MPL-2.0
import { beforeEach, expect, it } from 'vitest';
import { setLanguage } from '../../../lib/words.svelte';
import { deviceName } from '../shared/deviceName';
import { deviceId, moment, outageText } from './format';

beforeEach(() => setLanguage('da'));

it('names a device by what it is and where it stands', () => {
  expect(deviceName('kiosk:indgang')).toBe('Stander »indgang«');
  expect(deviceName('board')).toBe('Tavle');
});

it('makes a name that the ledger can keep of what somebody types', () => {
  expect(deviceId('Indgang Øst')).toBe('indgang-oest');
  expect(deviceId('  Café, 2. sal! ')).toBe('cafe-2-sal');
  expect(deviceId('…')).toBe('');
  expect(deviceId('x'.repeat(60))).toHaveLength(40);
});

it('tells the day of a moment only where it is another', () => {
  const now = Date.parse('2026-11-29T12:00:00+01:00');
  expect(moment('2026-11-29T09:05:00+01:00', now)).toBe('kl. 9.05');
  expect(moment('2026-11-27T09:05:00+01:00', now)).toBe('fredag den 27. november kl. 9.05');
  const outage = { from: '2026-11-29T09:05:00+01:00', to: '2026-11-29T09:17:00+01:00' };
  expect(outageText(outage, now)).toBe('kl. 9.05: væk i 12 minutter');
});
