import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../types';
import { Ledger } from './ledger';

const event = (seq: number, kind: string, members: object, actor = 'supervisor'): LedgerEvent => ({
  seq,
  at: '2026-03-03T09:00:00+01:00',
  actor,
  kind,
  ...members,
});
const gap = { id: 'g1', desk: '3', start: 1772528400, end: 1772532000, hold: 'soft', origin: 'plan' };

describe('what was changed', () => {
  it('is told from what to what, although the ledger only says to what', () => {
    const ledger = new Ledger();
    ledger.add([
      event(1, 'gap_opened', { gap }, 'system'),
      event(2, 'gap_changed', {
        gap: 'g1',
        desk: '4',
        time: { start: gap.start, end: gap.end },
        hold: 'hard',
        note: 'Mange venter',
      }),
    ]);
    const told = ledger.stories[1];
    expect(told?.key).toBe('gap-changed-from');
    expect(told?.values).toMatchObject({ 'was-desk': '3', desk: '4', start: { at: gap.start * 1000 } });
    expect(told?.why).toBe('Mange venter');
  });
  it('has what people did first, and every broken promise', () => {
    const ledger = new Ledger();
    ledger.add([
      event(1, 'gap_opened', { gap }, 'system'),
      event(2, 'ticket_checked_in', { id: 't', number: 14 }, 'kiosk'),
      event(
        3,
        'promise_broken',
        { ticket: 't', broken: { latest: 1772528400 }, cause: 'overrun', promise: null },
        'system',
      ),
      event(4, 'desk_left', { desk: '5' }, 'clerk:4f2a'),
    ]);
    expect(ledger.stories.map(({ key, byHand }) => [key, byHand])).toEqual([
      ['gap-opened', false],
      ['promise-broken', true],
      ['desk-left', true],
    ]);
    expect(ledger.stories[1]?.values.number).toBe('14');
  });
  it('names each number of the policy that was turned, and no other', () => {
    const ledger = new Ledger();
    ledger.add([
      event(1, 'policy_changed', {
        from: { promise_minutes: 15, lend_freed: false, undo_seconds: 10 },
        policy: { promise_minutes: 20, lend_freed: true, undo_seconds: 10 },
      }),
    ]);
    expect(ledger.stories[0]?.details.map(({ values }) => [values.field, values.from, values.to])).toEqual([
      [{ word: 'supervisor-policy-promise-minutes' }, 15, 20],
      [{ word: 'supervisor-policy-lend-freed' }, { word: 'supervisor-no' }, { word: 'supervisor-yes' }],
    ]);
  });
  it('is told once, however often it is read', () => {
    const ledger = new Ledger();
    const events = [event(7, 'desk_opened', { desk: '3' })];
    expect([ledger.add(events), ledger.add(events), ledger.last]).toEqual([true, false, 7]);
  });
  it('passes over what this screen does not know', () => {
    const ledger = new Ledger();
    ledger.add([event(1, 'never_heard_of', {})]);
    expect([ledger.stories, ledger.last]).toEqual([[], 1]);
  });
  it('shows that somebody booked inside a hold', () => {
    const ledger = new Ledger();
    const time = { start: '2026-03-03T10:20:00+01:00', end: '2026-03-03T10:40:00+01:00' };
    ledger.add([{ seq: 1, at: time.start, actor: 'diary', kind: 'hold_booked_over', desk: '1', time }]);
    expect(ledger.stories[0]?.key).toBe('hold-booked-over');
  });
});
