// SPDX-License-Identifier: MPL-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import { Live, type Environment, reconnectDelay, type Snapshot, type Socket } from './live';

interface View {
  now?: string;
  text?: string;
}

/** Time and network under the test's control. */
class FakeEnvironment implements Environment {
  at = 0;
  /** Time that passes with each reading of the clock, as in a real program. */
  clockCost = 0;
  losses = 0;
  sockets: FakeSocket[] = [];
  connectedAt: number[] = [];
  chance = 1;
  #timers: { due: number; then: () => void }[] = [];

  now = (): number => (this.at += this.clockCost);
  lost = (): void => void this.losses++;
  random = (): number => this.chance;

  after(ms: number, then: () => void): () => void {
    const timer = { due: this.at + ms, then };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((each) => each !== timer));
  }

  connect(): Socket {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    this.connectedAt.push(this.at);
    return socket;
  }

  pass(ms: number): void {
    const end = this.at + ms;
    for (;;) {
      const next = this.#timers.filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.at = next.due;
      next.then();
    }
    this.at = end;
  }

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (!last) throw new Error('nothing connected');
    return last;
  }
}

class FakeSocket implements Socket {
  sent: string[] = [];
  closed = false;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  send = (text: string): void => void this.sent.push(text);
  close = (): void => void (this.closed = true);
  say = (message: unknown): void => this.onmessage?.({ data: JSON.stringify(message) });
}

let environment: FakeEnvironment;
let live: Live<View>;
let seen: Snapshot<View>[];

const view = (seq: number, text: string, boot = 'a'): object => ({
  seq,
  boot,
  view: 'board',
  speed: 1,
  state: { text, now: '2026-11-23T10:00:00+01:00' },
});
const officeTime = (text: string): number => Date.parse(`2026-11-23T${text}+01:00`);

beforeEach(() => {
  environment = new FakeEnvironment();
  seen = [];
  live = new Live<View>(environment, (snapshot) => seen.push(snapshot));
});

describe('what is shown', () => {
  it('goes from connecting to live with the first view', () => {
    expect(live.snapshot().status).toBe('connecting');
    environment.socket.say(view(7, 'seven'));
    expect(live.snapshot()).toMatchObject({ status: 'live', staleSince: null, state: { text: 'seven' } });
    expect(seen).toHaveLength(1);
  });

  it('never goes back to an older or equal seq', () => {
    for (const message of [view(7, 'seven'), view(6, 'six'), view(7, 'seven again')])
      environment.socket.say(message);
    expect(live.snapshot().state?.text).toBe('seven');
    environment.socket.say(view(8, 'eight'));
    expect(live.snapshot().state?.text).toBe('eight');
  });

  it('never goes back across a reconnect either', () => {
    environment.socket.say(view(7, 'seven'));
    environment.socket.onclose?.();
    environment.pass(5_000);
    environment.socket.say(view(5, 'five'));
    expect(live.snapshot().state?.text).toBe('seven');
  });

  it('accepts any seq from a server that has restarted', () => {
    environment.socket.say(view(7, 'seven'));
    environment.socket.say(view(1, 'one', 'b'));
    expect(live.snapshot().state?.text).toBe('one');
  });

  it('survives what it cannot read', () => {
    environment.socket.say(view(7, 'seven'));
    environment.socket.onmessage?.({ data: 'not json' });
    environment.socket.say({ seq: 'x', state: {} });
    expect(live.snapshot().state?.text).toBe('seven');
  });
});

describe('the heartbeat', () => {
  it('is answered with the last seq', () => {
    environment.socket.say(view(7, 'seven'));
    environment.socket.say({ heartbeat: '2026-11-23T10:00:10+01:00' });
    expect(environment.socket.sent).toEqual(['{"heartbeat":7}']);
  });

  it('keeps a quiet connection alive, and without two of them the connection ends', () => {
    environment.socket.say(view(7, 'seven'));
    environment.pass(4_000);
    environment.socket.say({ heartbeat: 'now' });
    environment.pass(4_499);
    expect(environment.sockets).toHaveLength(1);
    const first = environment.socket;
    environment.pass(1);
    expect(first.closed).toBe(true);
    environment.pass(500);
    expect(environment.sockets).toHaveLength(2);
  });
});

describe('reconnecting', () => {
  it('waits longer and longer, between 0.25 s and 5 s', () => {
    for (let attempt = 0; attempt < 6; attempt++) {
      environment.socket.onclose?.();
      environment.pass(reconnectDelay(attempt, 1));
    }
    for (const chance of [0, 0.5, 1]) {
      const pauses = [0, 1, 2, 3, 4, 5, 6].map((attempt) => reconnectDelay(attempt, chance));
      expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(250);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(5_000);
    }
    expect(environment.sockets).toHaveLength(7);
  });

  it('uses those delays and starts short again after a message', () => {
    const failAndTime = (): number => {
      const before = environment.at;
      const count = environment.sockets.length;
      environment.socket.onclose?.();
      while (environment.sockets.length === count) environment.pass(10);
      return environment.at - before;
    };
    expect([failAndTime(), failAndTime(), failAndTime(), failAndTime()]).toEqual([500, 1000, 2000, 4000]);
    environment.socket.say(view(1, 'one'));
    expect(failAndTime()).toBe(500);
  });

  it('tells of each connection that ended or was refused, and of none that was closed on purpose', () => {
    environment.socket.onclose?.();
    environment.pass(500);
    environment.socket.onclose?.();
    expect(environment.losses).toBe(2);
    live.close();
    environment.pass(60_000);
    expect(environment.losses).toBe(2);
  });

  it('spreads the screens', () => {
    expect(reconnectDelay(3, 0)).toBeLessThan(reconnectDelay(3, 0.9));
  });

  it('ignores a late message of the old socket', () => {
    environment.socket.say(view(7, 'seven'));
    const old = environment.socket;
    old.onclose?.();
    old.say(view(9, 'late'));
    expect(live.snapshot().state?.text).toBe('seven');
  });

  it('stops for good when closed', () => {
    live.close();
    live.renew();
    environment.pass(60_000);
    expect(environment.sockets).toHaveLength(1);
    expect(environment.socket.closed).toBe(true);
  });
});

describe('not up to date', () => {
  it('says since when, in office time, five seconds after the last sign of life', () => {
    environment.socket.say(view(7, 'seven'));
    environment.pass(2_000);
    environment.socket.say({ heartbeat: 'now' });
    environment.socket.onclose?.();
    environment.pass(4_999);
    expect(live.snapshot().status).toBe('live');
    environment.pass(1);
    expect(live.snapshot()).toMatchObject({ status: 'stale', staleSince: officeTime('10:00:02') });
    expect(live.snapshot().state?.text).toBe('seven');
    expect(seen.at(-1)?.status).toBe('stale');
  });

  it('is not said for a short break', () => {
    environment.socket.say(view(7, 'seven'));
    environment.socket.onclose?.();
    environment.pass(1_000);
    environment.socket.say(view(8, 'eight'));
    for (let beat = 0; beat < 5; beat++) {
      environment.pass(2_000);
      environment.socket.say({ heartbeat: 'now' });
    }
    expect(seen.map((snapshot) => snapshot.status)).not.toContain('stale');
  });

  it('ends with the next sign of life', () => {
    environment.socket.say(view(7, 'seven'));
    environment.socket.onclose?.();
    environment.pass(9_000);
    environment.socket.say(view(7, 'seven'));
    expect(live.snapshot()).toMatchObject({ status: 'live', staleSince: null });
  });

  it('is said after five seconds of a server that hangs and closes nothing', () => {
    environment.socket.say(view(7, 'seven'));
    environment.pass(4_999);
    expect(live.snapshot().status).toBe('live');
    environment.pass(1);
    expect(live.snapshot()).toMatchObject({ status: 'stale', staleSince: officeTime('10:00:00') });
  });

  it('never names the minute before the one the view was made in', () => {
    environment.clockCost = 0.1;
    environment.socket.say(view(7, 'made on the stroke of ten'));
    environment.socket.onclose?.();
    environment.pass(6_000);
    expect(live.snapshot()).toMatchObject({ status: 'stale', staleSince: officeTime('10:00:00') });
  });

  it('has no time while no message has arrived, however many attempts there were', () => {
    for (let second = 0; second < 5; second++) {
      environment.socket.onclose?.();
      environment.pass(1_000);
    }
    expect(live.snapshot()).toMatchObject({ status: 'stale', staleSince: null, state: null });
  });
});

describe('the office clock', () => {
  it('runs as fast as the wall where the message says nothing', () => {
    environment.socket.say({ seq: 1, boot: 'a', state: { now: '2026-11-23T10:00:00+01:00' } });
    environment.pass(2_000);
    expect(live.serverNow()).toBe(officeTime('10:00:02'));
  });

  it('is carried on from the view at the speed the message says', () => {
    environment.socket.say({ seq: 1, boot: 'a', speed: 60, state: { now: '2026-11-23T10:00:00+01:00' } });
    environment.pass(2_000);
    expect(live.serverNow()).toBe(officeTime('10:02:00'));
  });
});
