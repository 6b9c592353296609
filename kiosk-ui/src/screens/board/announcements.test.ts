import { describe, expect, it } from 'vitest';
import type { BoardCall } from '../../wire/wire';
import { arrange, begin, move, take } from './announcements';

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
const quiet = begin([]);

describe('a call', () => {
  it('gets its moment once, and stays in large type afterwards', () => {
    const calls = [call(1, 17)];
    const turns = take(quiet, calls, at(1));
    expect(turns.showing?.number).toBe(17);
    expect(take(turns, calls, at(2)).showing).toBe(turns.showing);
    const after = take(move(turns), calls, at(9));
    expect(after.showing).toBeNull();
    expect(arrange(after, calls).large?.number).toBe(17);
  });

  it('loses its moment when the clerk takes it back', () => {
    const turns = take(quiet, [call(2, 18), call(1, 17)], at(2));
    const after = take(turns, [call(2, 18)], at(3));
    expect(after.showing?.number).toBe(18);
    expect(take(after, [], at(4)).showing).toBeNull();
  });
});

describe('two calls at once', () => {
  const calls = [call(2, 18), call(1, 17)];

  it('both get their turn, the first one first', () => {
    const first = take(quiet, calls, at(2));
    expect(first.showing?.number).toBe(17);
    const second = move(first);
    expect(second.showing?.number).toBe(18);
    expect(move(second).showing).toBeNull();
  });

  it('both stand on the board all the while', () => {
    const first = arrange(take(quiet, calls, at(2)), calls);
    expect([first.large?.number, ...first.others.map((other) => other.number)]).toEqual([17, 18]);
    const second = arrange(move(take(quiet, calls, at(2))), calls);
    expect([second.large?.number, ...second.others.map((other) => other.number)]).toEqual([18, 17]);
  });

  it('leave a third to come after them, not over them', () => {
    let turns = take(quiet, calls, at(2));
    turns = take(turns, [call(3, 19), ...calls], at(3));
    expect(turns.showing?.number).toBe(17);
    expect(turns.next.map((next) => next.number)).toEqual([18, 19]);
  });
});

describe('a recall', () => {
  it('chimes again', () => {
    const before = move(take(quiet, [call(1, 17)], at(1)));
    const after = take(before, [call(2, 17, 60, 1)], at(60));
    expect(after.showing).toMatchObject({ number: 17, recalls: 1 });
  });

  it('of a number that still waits for its moment gives it one moment, not two', () => {
    const before = take(quiet, [call(2, 18), call(1, 17)], at(2));
    const after = take(before, [call(3, 18, 3, 1), call(1, 17)], at(3));
    expect(after.showing?.number).toBe(17);
    expect(after.next.map((next) => next.recalls)).toEqual([1]);
  });
});

describe('a board that comes back', () => {
  it('does not chime what it has chimed before', () => {
    const calls = [call(2, 18), call(1, 17)];
    const heard = move(move(take(quiet, calls, at(2))));
    expect(take(heard, calls, at(300)).showing).toBeNull();
  });

  it('does not chime what stood there when it was switched on', () => {
    const calls = [call(2, 18), call(1, 17)];
    expect(take(begin(calls), calls, at(3)).showing).toBeNull();
  });

  it('does not chime old calls it missed, but shows them', () => {
    const calls = [call(5, 21, 10)];
    const turns = take(quiet, calls, at(10 + 121));
    expect(turns.showing).toBeNull();
    expect(arrange(turns, calls).large?.number).toBe(21);
    expect(take(turns, calls, at(132)).showing).toBeNull();
  });

  it('does chime a call made in the short break', () => {
    const turns = take(begin([call(1, 17)]), [call(2, 18, 5), call(1, 17)], at(8));
    expect(turns.showing?.number).toBe(18);
  });

  it('does not chime an earlier call that a taken back one leaves behind', () => {
    const turns = take(begin([call(9, 30, 90)]), [call(3, 12, 30)], at(92));
    expect(turns.showing).toBeNull();
  });
});

describe('a new day', () => {
  it('that counts announcements from one again chimes them all', () => {
    const yesterday = begin([call(40, 90, 0)]);
    const first = take(yesterday, [call(1, 1, 86_400)], at(86_400));
    expect(first.showing?.number).toBe(1);
    expect(take(move(first), [call(2, 2, 86_460), call(1, 1, 86_400)], at(86_460)).showing?.number).toBe(2);
  });
});
