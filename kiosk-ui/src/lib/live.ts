/** The live connection of a screen: one websocket, the whole small view each time. */

/** Every view carries the office's clock; the message around it says how fast that clock runs. */
export interface Clocked {
  now?: string;
}

export type Status = 'connecting' | 'live' | 'stale';

export interface Snapshot<View> {
  state: View | null;
  status: Status;
  /** Office time (ms) when the server was last heard; null while live, and when it never was. */
  staleSince: number | null;
  /** Office time (ms) of the last sign of life. */
  lastHeard: number | null;
}

/** What the connection needs of a WebSocket. */
export interface Socket {
  send: (text: string) => void;
  close: () => void;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

/** Everything that comes from outside, so that a test owns time and network. */
export interface Outside {
  /** Milliseconds that only go forward. */
  now: () => number;
  /** Runs `then` after `ms`; the answer cancels it. */
  after: (ms: number, then: () => void) => () => void;
  /** Between 0 and 1. */
  random: () => number;
  connect: () => Socket;
}

const silentAfter = 25_000;
const staleAfter = 5_000;
const shortestPause = 250;
const longestPause = 5_000;

/** Delay before reconnection attempt `attempt` (from 0): grows to 5 s, with jitter. */
export function pauseBefore(attempt: number, random: number): number {
  const top = Math.min(longestPause, shortestPause * 2 ** (attempt + 1));
  return top / 2 + (top / 2) * random;
}

export class Live<View extends Clocked> {
  #outside: Outside;
  #changed: (snapshot: Snapshot<View>) => void;
  #socket: Socket | null = null;
  #state: View | null = null;
  #seq = -1;
  #boot: string | null = null;
  #attempt = 0;
  #openedAt: number;
  #heardAt: number | null = null;
  #base: { office: number; at: number; speed: number } | null = null;
  #stale = false;
  #closed = false;
  #cancelSilence = (): void => {};
  #cancelStale = (): void => {};
  #cancelPause = (): void => {};

  constructor(outside: Outside, changed: (snapshot: Snapshot<View>) => void) {
    this.#outside = outside;
    this.#changed = changed;
    this.#openedAt = outside.now();
    this.#expectLife();
    this.#connect();
  }

  snapshot(): Snapshot<View> {
    const lastHeard = this.#heardAt === null ? null : this.#officeAt(this.#heardAt);
    const status = this.#stale ? 'stale' : this.#state ? 'live' : 'connecting';
    return { state: this.#state, status, staleSince: this.#stale ? lastHeard : null, lastHeard };
  }

  /** The office's clock now, carried on from the last view. */
  serverNow(): number {
    return this.#officeAt(this.#outside.now());
  }

  /** After sleep or a change of network the old socket may be dead without knowing it. */
  renew(): void {
    if (this.#closed) return;
    this.#attempt = 0;
    this.#drop();
    this.#expectLife();
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#cancelStale();
    this.#drop();
  }

  #connect(): void {
    const socket = this.#outside.connect();
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#hear(socket, data);
    socket.onclose = () => this.#lose();
    this.#watchSilence();
  }

  #hear(socket: Socket, data: unknown): void {
    const at = this.#outside.now();
    this.#heardAt = at;
    this.#attempt = 0;
    this.#stale = false;
    this.#cancelStale();
    this.#watchSilence();
    const message = parse(data);
    if (message && 'state' in message) this.#take(message, at);
    if (message && 'heartbeat' in message) socket.send(JSON.stringify({ heartbeat: Math.max(0, this.#seq) }));
    this.#tell();
  }

  /** Never shows an older view than the one shown, unless the server began anew. */
  #take(message: Record<string, unknown>, at: number): void {
    const { seq, state } = message;
    if (typeof seq !== 'number' || typeof state !== 'object' || state === null) return;
    const boot = typeof message.boot === 'string' ? message.boot : this.#boot;
    const anew = boot !== this.#boot;
    if (!anew && seq < this.#seq) return;
    this.#setClock(state as View, message.speed, at);
    if (!anew && seq === this.#seq) return;
    this.#boot = boot;
    this.#seq = seq;
    this.#state = state as View;
  }

  /**
   * In a demo the office's clock may run faster than the wall's. It is set to when the view was heard: even a
   * blink later, and a view made on the stroke of ten would be told as from a minute to ten.
   */
  #setClock(view: View, speed: unknown, at: number): void {
    const office = Date.parse(view.now ?? '');
    if (Number.isNaN(office)) return;
    this.#base = { office, at, speed: typeof speed === 'number' ? speed : 1 };
  }

  #officeAt(at: number): number {
    if (!this.#base) return Date.now();
    return this.#base.office + (at - this.#base.at) * this.#base.speed;
  }

  #watchSilence(): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#outside.after(silentAfter, () => this.#lose());
  }

  #lose(): void {
    this.#drop();
    this.#expectLife();
    const pause = pauseBefore(this.#attempt++, this.#outside.random());
    this.#cancelPause = this.#outside.after(pause, () => this.#connect());
  }

  #drop(): void {
    this.#cancelSilence();
    this.#cancelPause();
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    // A late word from an old socket must not count as life.
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  /** Without a sign of life for five seconds, counted from the last one, the view is out of date. */
  #expectLife(): void {
    if (this.#stale) return;
    this.#cancelStale();
    const silence = this.#outside.now() - (this.#heardAt ?? this.#openedAt);
    this.#cancelStale = this.#outside.after(Math.max(0, staleAfter - silence), () => {
      this.#stale = true;
      this.#tell();
    });
  }

  #tell(): void {
    this.#changed(this.snapshot());
  }
}

function parse(data: unknown): Record<string, unknown> | null {
  try {
    const message: unknown = JSON.parse(String(data));
    return typeof message === 'object' && message !== null ? (message as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
