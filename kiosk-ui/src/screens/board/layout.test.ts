// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import type { BoardWaiting } from '../../wire/wire';
import { longNotice, mitidDown } from '../../gallery/dayNotice';
import { isIdle, isShortName, isTooOld, layoutBeside, waitingShown } from './layout';

const waiting = (...numbers: number[]): BoardWaiting[] =>
  numbers.map((number) => ({ number, earliest: null, latest: null }));

describe('those waiting', () => {
  it('stand in order of number, whatever order they are called in', () => {
    const { rows, more } = waitingShown({ waiting: waiting(31, 9, 17), waiting_more: 0 }, 10);
    expect(rows.map((row) => row.number)).toEqual([9, 17, 31]);
    expect(more).toBe(0);
  });

  it('who do not fit are counted, nobody is forgotten', () => {
    const numbers = Array.from({ length: 14 }, (_, index) => index + 1);
    const { rows, more } = waitingShown({ waiting: waiting(...numbers), waiting_more: 6 }, 10);
    expect(rows).toHaveLength(9);
    expect(rows.length + more).toBe(20);
  });
});

describe('the closed board', () => {
  const call = {
    announcement: 1,
    number: 1,
    desk: '1',
    desk_name: '1',
    direction: 'left',
    announced_at: '',
    recalls: 0,
  } as const;

  it('still shows a number that is expected at a desk after closing time', () => {
    expect(isIdle({ open: false, calls: [{ ...call, pending: true }], waiting: [] })).toBe(false);
    expect(isIdle({ open: false, calls: [{ ...call, pending: false }], waiting: [] })).toBe(true);
    expect(isIdle({ open: true, calls: [], waiting: [] })).toBe(false);
  });
});

describe('a board without its server', () => {
  it('keeps the last numbers for five minutes', () => {
    expect(isTooOld(null, 1e9)).toBe(false);
    expect(isTooOld(0, 299_999)).toBe(false);
    expect(isTooOld(0, 300_000)).toBe(true);
  });
});

describe('a desk name', () => {
  it('is short when it is a number or a letter', () => {
    expect([isShortName('3'), isShortName('12B'), isShortName('Stillerummet')]).toEqual([true, true, false]);
  });
});

describe('a notice of the day', () => {
  it('takes whole rows from calls and numbers, and more of them when it is long', () => {
    expect(layoutBeside(null)).toEqual({ calls: 4, waiting: 10, notice: 0 });
    expect(layoutBeside(mitidDown)).toEqual({ calls: 2, waiting: 7, notice: 20 });
    expect(layoutBeside(longNotice)).toEqual({ calls: 2, waiting: 7, notice: 20 });
    const { da } = longNotice.text;
    const translated = { ...longNotice, text: { da, en: da } };
    expect(layoutBeside(translated)).toEqual({ calls: 1, waiting: 6, notice: 30 });
  });
});
