// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { crowded, found, usual } from '../../../../gallery/supervisorDay';
import type { QueuedTicket } from '../../../../wire/wire';
import { foundOf, waitingOf } from './waitingFacts';

const facts = (index: number): string => {
  const row = usual.waiting[index];
  if (!row) throw new Error(`no row ${index}`);
  return waitingOf(row, usual).facts.join(' · ');
};

describe('somebody who waits', () => {
  it('stands with the given window, or says that they stand by', () => {
    expect(facts(0)).toBe('kl. 10.35 til 10.55');
    expect(facts(4)).toBe('venteliste siden kl. 9.51');
  });

  it('says what is special: urgent, a kept place, not here yet', () => {
    expect(facts(2)).toBe('kl. 10.45 til 11.05 · haster');
    expect(facts(3)).toBe('kl. 11.00 til 11.20 · gemt plads · er her ikke endnu');
  });

  it('warns where the place is later than promised, or a promise was broken', () => {
    const alarms = crowded.waiting.map((row) => waitingOf(row, crowded).alarm).filter(Boolean);
    expect(alarms).toEqual(['Har ingen plads i tide til løftet', 'Løfte brudt i dag']);
  });
});

describe('the urgency of a number', () => {
  const [at] = found as [QueuedTicket];

  it('can be raised while it waits today, and taken back', () => {
    const rows = usual.waiting.slice(1, 3).map((row) => waitingOf(row, usual).becomes);
    expect(rows).toEqual(['raised', 'ordinary']);
    expect(foundOf({ ...at, state: 'waiting', desk: null }).becomes).toBe('raised');
    const kept = { ...at, kept_for: '2026-11-24' };
    expect([at, kept].map((each) => foundOf(each).becomes)).toEqual([null, null]);
  });
});

describe('a number looked up', () => {
  const [at] = found as [QueuedTicket];
  const where = (more: Partial<QueuedTicket>): string => foundOf({ ...at, ...more }).facts.join(' · ');

  it('says where it is', () => {
    expect(where({})).toBe('ved skranke 2');
    expect(where({ state: 'called' })).toBe('kaldt til skranke 2');
    expect(where({ state: 'done', desk: null })).toBe('afsluttet');
    expect(where({ state: 'waiting', desk: null })).toBe('venteliste');
    expect(where({ state: 'waiting', desk: null, raised: true })).toBe('venteliste · haster');
    expect(where({ state: 'waiting', desk: null, kept_for: '2026-11-24' })).toContain('gemt plads tirsdag');
  });
});
