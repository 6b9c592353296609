import { describe, expect, it, vi } from 'vitest';
import type { DeskDay, Policy } from '../../wire/wire';
import { blocksOf } from './blocks';
import { Ledger } from './ledger';
import { clocks, daysShown, faultOf, sameLines } from './planLines';
import { groups, isWithin, policyFrom, turnedFields } from './policyFields';
import { actionsOver } from './requests';
import type { LedgerEvent, PlanLine } from './types';

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
});

describe('the week plan', () => {
  const line: PlanLine = { weekday: 'monday', desk: '3', start: '10:00', end: '10:45', hold: 'soft' };
  it('refuses a line that ends before it starts, or meets another at its desk', () => {
    expect(faultOf([{ ...line, end: '10:00' }], 0)).toBe('ends_before_it_starts');
    expect(faultOf([line, { ...line, start: '10:30', end: '11:00' }], 1)).toBe('overlaps');
    expect(
      faultOf(
        [
          line,
          { ...line, start: '10:45', end: '11:00' },
          { ...line, desk: '4' },
          { ...line, weekday: 'friday' },
        ],
        0,
      ),
    ).toBeNull();
  });
  it('is unchanged when only the order is another', () => {
    const other = { ...line, weekday: 'friday' };
    expect(sameLines([line, other], [other, line])).toBe(true);
    expect(sameLines([line], [{ ...line, hold: 'hard' }])).toBe(false);
  });
  it('shows the working week, and a weekend that has time in it', () => {
    expect(daysShown([])).toHaveLength(5);
    expect(daysShown([{ ...line, weekday: 'sunday' }])).toHaveLength(6);
  });
  it('keeps a time beside the grid among the choices', () => {
    expect(clocks(540, 550, ['09:02'])).toEqual(['09:00', '09:02', '09:05', '09:10']);
  });
});

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
    expect(turnedFields(policy, { promise_minutes: '20', lend_freed: false })).toEqual(['lend_freed']);
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

describe('a desk on the day', () => {
  const desk: DeskDay = {
    desk: '1',
    name: '1',
    features: [],
    staffed: true,
    booked: [[600, 620]],
    gaps: [{ id: 'g1', start: 620, end: 660, hold: 'soft', origin: 'plan', state: 'open', empty: null }],
    placements: [{ ticket: 'a', number: 14, start: 640, end: 655, latest: 635 }],
    serving: { ticket: 'b', number: 11, start: 620, expected_end: 630 },
    holds: [],
  };
  it('has its blocks in the order of time', () => {
    expect(blocksOf(desk, 625).map(({ kind }) => kind)).toEqual(['booking', 'gap', 'serving', 'placement']);
  });
  it('shows a case over its time as still there, and a place after its promise as late', () => {
    const blocks = blocksOf(desk, 637.4);
    expect(blocks[2]).toMatchObject({ end: 638, over: true });
    expect(blocks[3]).toMatchObject({ late: true });
  });
});

describe('requests', () => {
  it('ask for the effect first, and carry reason and force with the deed, a withdrawal too', async () => {
    const answer = vi.fn((..._: unknown[]) => Promise.resolve({ preview: 'effect' }));
    const actions = actionsOver({
      get: answer,
      post: answer,
      put: answer,
      patch: answer,
      delete: answer,
    } as never);
    const wish = { method: 'DELETE', path: '/gaps/g1', body: {} } as const;
    expect(await actions.previewGap(wish)).toBe('effect');
    await actions.doGap(wish, { reason: 'Sygdom', force: true });
    await actions.setPlan([], { force: true });
    expect(answer.mock.calls).toEqual([
      ['/gaps/g1?preview=true', {}, {}],
      ['/gaps/g1', {}, { reason: 'Sygdom', force: true }],
      ['/plan', { lines: [], force: true }],
    ]);
  });
});
