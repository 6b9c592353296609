import { beforeEach, describe, expect, it } from 'vitest';
import { Live, type Outside, pauseBefore, type Snapshot, type Socket } from './live';

interface View {
  now?: string;
  text?: string;
}

/** Time and network in the test's hand. */
class World implements Outside {
  at = 0;
  /** What one look at the clock costs: a real program is never done in no time. */
  blink = 0;
  sockets: FakeSocket[] = [];
  connectedAt: number[] = [];
  chance = 1;
  #timers: { due: number; then: () => void }[] = [];

  now = (): number => (this.at += this.blink);
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

let world: World;
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
  world = new World();
  seen = [];
  live = new Live<View>(world, (snapshot) => seen.push(snapshot));
});

describe('what is shown', () => {
  it('goes from connecting to live with the first view', () => {
    expect(live.snapshot().status).toBe('connecting');
    world.socket.say(view(7, 'seven'));
    expect(live.snapshot()).toMatchObject({ status: 'live', staleSince: null, state: { text: 'seven' } });
    expect(seen).toHaveLength(1);
  });

  it('never goes back to an older or equal seq', () => {
    for (const message of [view(7, 'seven'), view(6, 'six'), view(7, 'seven again')])
      world.socket.say(message);
    expect(live.snapshot().state?.text).toBe('seven');
    world.socket.say(view(8, 'eight'));
    expect(live.snapshot().state?.text).toBe('eight');
  });

  it('never goes back across a reconnect either', () => {
    world.socket.say(view(7, 'seven'));
    world.socket.onclose?.();
    world.pass(5_000);
    world.socket.say(view(5, 'five'));
    expect(live.snapshot().state?.text).toBe('seven');
  });

  it('accepts any seq from a server that has started anew', () => {
    world.socket.say(view(7, 'seven'));
    world.socket.say(view(1, 'one', 'b'));
    expect(live.snapshot().state?.text).toBe('one');
  });

  it('survives what it cannot read', () => {
    world.socket.say(view(7, 'seven'));
    world.socket.onmessage?.({ data: 'not json' });
    world.socket.say({ seq: 'x', state: {} });
    expect(live.snapshot().state?.text).toBe('seven');
  });
});

describe('the heartbeat', () => {
  it('is answered with the last seq', () => {
    world.socket.say(view(7, 'seven'));
    world.socket.say({ heartbeat: '2026-11-23T10:00:10+01:00' });
    expect(world.socket.sent).toEqual(['{"heartbeat":7}']);
  });

  it('keeps a quiet connection alive, and 25 s without it ends the connection', () => {
    world.socket.say(view(7, 'seven'));
    world.pass(20_000);
    world.socket.say({ heartbeat: 'now' });
    world.pass(24_999);
    expect(world.sockets).toHaveLength(1);
    const first = world.socket;
    world.pass(1);
    expect(first.closed).toBe(true);
    world.pass(500);
    expect(world.sockets).toHaveLength(2);
  });
});

describe('reconnecting', () => {
  it('waits longer and longer, between 0.25 s and 5 s', () => {
    for (let attempt = 0; attempt < 6; attempt++) {
      world.socket.onclose?.();
      world.pass(5_000);
    }
    for (const chance of [0, 0.5, 1]) {
      const pauses = [0, 1, 2, 3, 4, 5, 6].map((attempt) => pauseBefore(attempt, chance));
      expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(250);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(5_000);
    }
    expect(world.sockets).toHaveLength(7);
  });

  it('uses those pauses and begins short again once something was heard', () => {
    const failAndTime = (): number => {
      const before = world.at;
      const count = world.sockets.length;
      world.socket.onclose?.();
      while (world.sockets.length === count) world.pass(10);
      return world.at - before;
    };
    expect([failAndTime(), failAndTime(), failAndTime(), failAndTime()]).toEqual([500, 1000, 2000, 4000]);
    world.socket.say(view(1, 'one'));
    expect(failAndTime()).toBe(500);
  });

  it('spreads the screens', () => {
    expect(pauseBefore(3, 0)).toBeLessThan(pauseBefore(3, 0.9));
  });

  it('ignores a late word from the old socket', () => {
    world.socket.say(view(7, 'seven'));
    const old = world.socket;
    old.onclose?.();
    old.say(view(9, 'late'));
    expect(live.snapshot().state?.text).toBe('seven');
  });

  it('stops for good when closed', () => {
    live.close();
    live.renew();
    world.pass(60_000);
    expect(world.sockets).toHaveLength(1);
    expect(world.socket.closed).toBe(true);
  });
});

describe('not up to date', () => {
  it('says since when, in office time, five seconds after the last sign of life', () => {
    world.socket.say(view(7, 'seven'));
    world.pass(2_000);
    world.socket.say({ heartbeat: 'now' });
    world.socket.onclose?.();
    world.pass(4_999);
    expect(live.snapshot().status).toBe('live');
    world.pass(1);
    expect(live.snapshot()).toMatchObject({ status: 'stale', staleSince: officeTime('10:00:02') });
    expect(live.snapshot().state?.text).toBe('seven');
    expect(seen.at(-1)?.status).toBe('stale');
  });

  it('is not said for a short break', () => {
    world.socket.say(view(7, 'seven'));
    world.socket.onclose?.();
    world.pass(1_000);
    world.socket.say(view(8, 'eight'));
    world.pass(10_000);
    expect(seen.map((snapshot) => snapshot.status)).not.toContain('stale');
  });

  it('ends with the next sign of life', () => {
    world.socket.say(view(7, 'seven'));
    world.socket.onclose?.();
    world.pass(9_000);
    world.socket.say(view(7, 'seven'));
    expect(live.snapshot()).toMatchObject({ status: 'live', staleSince: null });
  });

  it('follows at once when the silence itself was the sign', () => {
    world.socket.say(view(7, 'seven'));
    world.pass(25_000);
    expect(live.snapshot()).toMatchObject({ status: 'stale', staleSince: officeTime('10:00:00') });
  });

  it('never names the minute before the one the view was made in', () => {
    world.blink = 0.1;
    world.socket.say(view(7, 'made on the stroke of ten'));
    world.socket.onclose?.();
    world.pass(6_000);
    expect(live.snapshot()).toMatchObject({ status: 'stale', staleSince: officeTime('10:00:00') });
  });

  it('has no time when the server was never heard, however often it was tried', () => {
    for (let second = 0; second < 5; second++) {
      world.socket.onclose?.();
      world.pass(1_000);
    }
    expect(live.snapshot()).toMatchObject({ status: 'stale', staleSince: null, state: null });
  });
});

describe('the office clock', () => {
  it('runs as fast as the wall where the message says nothing', () => {
    world.socket.say({ seq: 1, boot: 'a', state: { now: '2026-11-23T10:00:00+01:00' } });
    world.pass(2_000);
    expect(live.serverNow()).toBe(officeTime('10:00:02'));
  });

  it('is carried on from the view at the speed the message says', () => {
    world.socket.say({ seq: 1, boot: 'a', speed: 60, state: { now: '2026-11-23T10:00:00+01:00' } });
    world.pass(2_000);
    expect(live.serverNow()).toBe(officeTime('10:02:00'));
  });
});
