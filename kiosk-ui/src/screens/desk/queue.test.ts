// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { states } from '../../gallery/desk';
import type { QueuedTicket } from '../../wire/wire';
import { canBeCalled, factsOf } from './queue';

const view = states.usual?.view;
if (!view) throw new Error('no state usual');
const [first] = view.queue as [QueuedTicket];
const firstFact = (more: Partial<QueuedTicket>): string => factsOf({ ...first, ...more }, view)[0] ?? '';

describe('a number in the queue', () => {
  it('stands with its given window, or says that it stands by', () => {
    expect(firstFact({})).toBe('kl. 10.15 til 10.30');
    expect(firstFact({ earliest: null, latest: null })).toBe('venteliste');
  });

  it('says where it is when it waits no more, and on which day when it waits for another', () => {
    expect(firstFact({ state: 'called', desk: '2' })).toBe('kaldt til skranke 2');
    expect(firstFact({ state: 'serving', desk: '3' })).toBe('ved skranke 3');
    expect(firstFact({ state: 'done' })).toBe('afsluttet');
    expect(firstFact({ kept_for: '2026-11-24' })).toContain('gemt plads tirsdag');
  });

  it('is called while it waits or is set aside, and only today', () => {
    const states = ['waiting', 'parked', 'absent', 'called', 'serving', 'done', 'left'] as const;
    expect(states.filter((state) => canBeCalled({ state, kept_for: null }))).toEqual([
      'waiting',
      'parked',
      'absent',
    ]);
    expect(canBeCalled({ state: 'waiting', kept_for: '2026-11-24' })).toBe(false);
  });
});
