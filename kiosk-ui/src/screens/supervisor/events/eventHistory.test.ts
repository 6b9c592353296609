// SPDX-License-Identifier: MPL-2.0
import type { LedgerEvent } from '../../../wire/wire';
import { describe, expect, it } from 'vitest';
import { ledgerEvent } from '../../../gallery/ledgerEvent';
import { EventHistory } from './eventHistory';

const at = '2026-03-03T09:00:00+01:00';
const event = <K extends LedgerEvent['kind']>(
  seq: number,
  kind: K,
  members: Parameters<typeof ledgerEvent<K>>[4],
  actor = 'supervisor',
): LedgerEvent => ledgerEvent(seq, at, actor, kind, members);
const gap = {
  id: 'g1',
  desk: '3',
  start: '2026-03-03T10:00:00+01:00',
  end: '2026-03-03T11:00:00+01:00',
  hold: 'soft',
  origin: 'plan',
} as const;

describe('what was changed', () => {
  it('is described from what to what, although an event names only the new value', () => {
    const history = new EventHistory();
    history.add([
      event(1, 'gap_opened', { gap }, 'system'),
      event(2, 'gap_changed', {
        gap: 'g1',
        desk: '4',
        time: { start: gap.start, end: gap.end },
        hold: 'hard',
        note: 'Mange venter',
      }),
    ]);
    const entry = history.entries[1];
    expect(entry?.key).toBe('gap-changed-from');
    expect(entry?.values).toMatchObject({
      'was-desk': { desk: '3' },
      desk: { desk: '4' },
      start: { at: Date.parse(gap.start) },
    });
    expect(entry?.why).toBe('Mange venter');
  });
  it('has what people did first, and every broken promise', () => {
    const history = new EventHistory();
    history.add([
      event(1, 'gap_opened', { gap }, 'system'),
      event(2, 'ticket_checked_in', { id: 't', number: 14 }, 'kiosk'),
      event(
        3,
        'promise_broken',
        { ticket: 't', broken: { latest: gap.start }, cause: 'overrun', promise: null },
        'system',
      ),
      event(4, 'desk_left', { desk: '5' }, 'clerk:4f2a'),
    ]);
    expect(history.entries.map(({ key, byHand }) => [key, byHand])).toEqual([
      ['gap-opened', false],
      ['promise-broken', true],
      ['desk-left', true],
    ]);
    expect(history.entries[1]?.values.number).toBe('14');
  });
  it('names each setting of the policy that changed, and no other', () => {
    const history = new EventHistory();
    history.add([
      event(1, 'policy_changed', {
        from: { promise_minutes: 15, lend_freed: false, undo_seconds: 10 },
        policy: { promise_minutes: 20, lend_freed: true, undo_seconds: 10 },
      }),
    ]);
    expect(history.entries[0]?.details.map(({ values }) => [values.field, values.from, values.to])).toEqual([
      [{ word: 'supervisor-policy-promise-minutes' }, 15, 20],
      [{ word: 'supervisor-policy-lend-freed' }, { word: 'supervisor-no' }, { word: 'supervisor-yes' }],
    ]);
  });
  it('is listed once, however often it is read', () => {
    const history = new EventHistory();
    const events = [event(7, 'desk_opened', { desk: '3' })];
    expect([history.add(events), history.add(events), history.last]).toEqual([true, false, 7]);
  });
  it('skips what this screen does not know', () => {
    const history = new EventHistory();
    history.add([event(1, 'never_heard_of' as never, {})]);
    expect([history.entries, history.last]).toEqual([[], 1]);
  });
  it('shows that somebody booked inside a hold', () => {
    const history = new EventHistory();
    const time = { start: '2026-03-03T10:20:00+01:00', end: '2026-03-03T10:40:00+01:00' };
    history.add([event(1, 'hold_booked_over', { desk: '1', time }, 'diary')]);
    expect(history.entries[0]?.key).toBe('hold-booked-over');
  });
});
