// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import type { BoardCall } from '../../wire/wire';
import { advance, arrange, initial, receive } from './announcements';

const morning = Date.parse('2026-11-23T10:20:00+01:00');

function call(announcement: number, number: number, second = announcement, recalls = 0): BoardCall {
  const announced_at = new Date(morning + second * 1000).toISOString();
  return {
    announcement,
    number,
    desk: '3',
    desk_name: '3',
    direction: 'right',
    announced_at,
    recalls,
    pending: true,
  };
}

const at = (second: number): number => morning + second * 1000;
const quiet = initial([]);

describe('a call', () => {
  it('gets its moment once, and stays in large type afterwards', () => {
    const calls = [call(1, 17)];
    const state = receive(quiet, calls, at(1));
    expect(state.showing?.number).toBe(17);
    expect(receive(state, calls, at(2)).showing).toBe(state.showing);
    const after = receive(advance(state), calls, at(9));
    expect(after.showing).toBeNull();
    expect(arrange(after, calls).large?.number).toBe(17);
  });

  it('loses its moment when the clerk takes it back', () => {
    const state = receive(quiet, [call(2, 18), call(1, 17)], at(2));
    const after = receive(state, [call(2, 18)], at(3));
    expect(after.showing?.number).toBe(18);
    expect(receive(after, [], at(4)).showing).toBeNull();
  });
});

describe('two calls at once', () => {
  const calls = [call(2, 18), call(1, 17)];

  it('are announced one after the other, in order', () => {
    const first = receive(quiet, calls, at(2));
    expect(first.showing?.number).toBe(17);
    const second = advance(first);
    expect(second.showing?.number).toBe(18);
    expect(advance(second).showing).toBeNull();
  });

  it('both stand on the board all the while', () => {
    const first = arrange(receive(quiet, calls, at(2)), calls);
    expect([first.large?.number, ...first.others.map((other) => other.number)]).toEqual([17, 18]);
    const second = arrange(advance(receive(quiet, calls, at(2))), calls);
    expect([second.large?.number, ...second.others.map((other) => other.number)]).toEqual([18, 17]);
  });

  it('leave a third to come after them, not over them', () => {
    let state = receive(quiet, calls, at(2));
    state = receive(state, [call(3, 19), ...calls], at(3));
    expect(state.showing?.number).toBe(17);
    expect(state.next.map((next) => next.number)).toEqual([18, 19]);
  });
});

describe('a recall', () => {
  it('chimes again', () => {
    const before = advance(receive(quiet, [call(1, 17)], at(1)));
    const after = receive(before, [call(2, 17, 60, 1)], at(60));
    expect(after.showing).toMatchObject({ number: 17, recalls: 1 });
  });

  it('of a number that still waits for its moment gives it one moment, not two', () => {
    const before = receive(quiet, [call(2, 18), call(1, 17)], at(2));
    const after = receive(before, [call(3, 18, 3, 1), call(1, 17)], at(3));
    expect(after.showing?.number).toBe(17);
    expect(after.next.map((next) => next.recalls)).toEqual([1]);
  });
});

describe('a board that comes back', () => {
  it('does not chime what it has chimed before', () => {
    const calls = [call(2, 18), call(1, 17)];
    const announcedBefore = advance(advance(receive(quiet, calls, at(2))));
    expect(receive(announcedBefore, calls, at(300)).showing).toBeNull();
  });

  it('does not chime what stood there when it was switched on', () => {
    const calls = [call(2, 18), call(1, 17)];
    expect(receive(initial(calls), calls, at(3)).showing).toBeNull();
  });

  it('does not chime old calls it missed, but shows them', () => {
    const calls = [call(5, 21, 10)];
    const state = receive(quiet, calls, at(10 + 121));
    expect(state.showing).toBeNull();
    expect(arrange(state, calls).large?.number).toBe(21);
    expect(receive(state, calls, at(132)).showing).toBeNull();
  });

  it('does chime a call made in the short break', () => {
    const state = receive(initial([call(1, 17)]), [call(2, 18, 5), call(1, 17)], at(8));
    expect(state.showing?.number).toBe(18);
  });

  it('does not chime an earlier call that a taken back one leaves behind', () => {
    const state = receive(initial([call(9, 30, 90)]), [call(3, 12, 30)], at(92));
    expect(state.showing).toBeNull();
  });
});

describe('a new day', () => {
  it('that counts announcements from one again chimes them all', () => {
    const yesterday = initial([call(40, 90, 0)]);
    const first = receive(yesterday, [call(1, 1, 86_400)], at(86_400));
    expect(first.showing?.number).toBe(1);
    expect(
      receive(advance(first), [call(2, 2, 86_460), call(1, 1, 86_400)], at(86_460)).showing?.number,
    ).toBe(2);
  });
});
