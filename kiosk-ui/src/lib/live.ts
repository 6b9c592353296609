// SPDX-License-Identifier: MPL-2.0
/** The live connection of a screen: one websocket, the whole small view each time. */
import type { Heartbeat, HeartbeatAnswer, LiveMessage, LiveState } from '../wire/wire';

/** Every view carries the office's time; its message says how fast the office's clock runs. */
export type Clocked = Partial<Pick<LiveState, 'now'>>;

/** A message of the connection; an older or newer server may leave members out. */
type Message<View> = Partial<Omit<LiveMessage, 'state'> & { state: View } & Heartbeat>;

export type Status = 'connecting' | 'live' | 'stale';

export interface Snapshot<View> {
  state: View | null;
  status: Status;
  /** Office time (ms) of the last message; null while live, and if there was none. */
  staleSince: number | null;
  /** Office time (ms) of the last message. */
  lastMessage: number | null;
}

/** What the connection needs of a WebSocket. */
export interface Socket {
  send: (text: string) => void;
  close: () => void;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

/** Time and network, which tests replace. */
export interface Environment {
  /** Milliseconds that only go forward. */
  now: () => number;
  /** Runs `then` after `ms`. Returns a function that cancels it. */
  after: (ms: number, then: () => void) => () => void;
  /** Between 0 and 1. */
  random: () => number;
  connect: () => Socket;
  /** The connection ended, or was refused: a browser does not tell which. */
  lost?: () => void;
  /** What the server sends with each heartbeat. */
  onHeartbeat?: (heartbeat: Partial<Heartbeat>) => void;
  /** What the screen has to say of itself. */
  tell?: () => Omit<HeartbeatAnswer, 'heartbeat'>;
}

/** Two heartbeats of the server did not come. */
const silenceMs = 4_500;
const staleMs = 5_000;
const shortestDelay = 250;
const longestDelay = 5_000;

/** Delay before reconnection attempt `attempt` (from 0): grows to 5 s, with jitter. */
export function reconnectDelay(attempt: number, random: number): number {
  const top = Math.min(longestDelay, shortestDelay * 2 ** (attempt + 1));
  return top / 2 + (top / 2) * random;
}

export class Live<View extends Clocked> {
  #environment: Environment;
  #changed: (snapshot: Snapshot<View>) => void;
  #socket: Socket | null = null;
  #state: View | null = null;
  #seq = -1;
  #boot: string | undefined;
  #attempt = 0;
  #openedAt: number;
  #lastMessageAt: number | null = null;
  #base: { office: number; at: number; speed: number } | null = null;
  #stale = false;
  #closed = false;
  #cancelSilence = (): void => {};
  #cancelStale = (): void => {};
  #cancelReconnect = (): void => {};

  constructor(environment: Environment, changed: (snapshot: Snapshot<View>) => void) {
    this.#environment = environment;
    this.#changed = changed;
    this.#openedAt = environment.now();
    this.#startStaleTimer();
    this.#connect();
  }

  snapshot(): Snapshot<View> {
    const lastMessage = this.#lastMessageAt === null ? null : this.#officeAt(this.#lastMessageAt);
    const status = this.#stale ? 'stale' : this.#state ? 'live' : 'connecting';
    return { state: this.#state, status, staleSince: this.#stale ? lastMessage : null, lastMessage };
  }

  /** The office's clock now, carried on from the last view. */
  serverNow(): number {
    return this.#officeAt(this.#environment.now());
  }

  /** After sleep or a change of network the old socket may be dead without knowing it. */
  renew(): void {
    if (this.#closed) return;
    this.#attempt = 0;
    this.#closeSocket();
    this.#startStaleTimer();
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#cancelStale();
    this.#closeSocket();
  }

  #connect(): void {
    const socket = this.#environment.connect();
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#receive(socket, data);
    socket.onclose = () => this.#disconnected();
    this.#startSilenceTimer();
  }

  #receive(socket: Socket, data: unknown): void {
    const at = this.#environment.now();
    this.#lastMessageAt = at;
    this.#attempt = 0;
    this.#stale = false;
    this.#cancelStale();
    this.#startSilenceTimer();
    const message = parse<View>(data);
    if (message?.state) this.#take(message, at);
    if (message?.heartbeat) {
      socket.send(JSON.stringify(this.#answer()));
      this.#environment.onHeartbeat?.(message);
    }
    this.#notify();
  }

  #answer(): HeartbeatAnswer {
    return { heartbeat: Math.max(0, this.#seq), ...this.#environment.tell?.() };
  }

  /** Never shows an older view, unless the server has restarted. */
  #take({ seq, state, boot = this.#boot, speed }: Message<View>, at: number): void {
    if (typeof seq !== 'number' || state === undefined) return;
    const restarted = boot !== this.#boot;
    if (!restarted && seq < this.#seq) return;
    this.#setClock(state, speed, at);
    if (!restarted && seq === this.#seq) return;
    this.#boot = boot;
    this.#seq = seq;
    this.#state = state;
  }

  /**
   * In a demo the office's clock may run faster than the wall's. It is set to the moment the view arrived:
   * any later, and a view made at ten would count as made before ten.
   */
  #setClock(view: View, speed = 1, at: number): void {
    const office = Date.parse(view.now ?? '');
    if (Number.isNaN(office)) return;
    this.#base = { office, at, speed };
  }

  #officeAt(at: number): number {
    if (!this.#base) return Date.now();
    return this.#base.office + (at - this.#base.at) * this.#base.speed;
  }

  #startSilenceTimer(): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#environment.after(silenceMs, () => this.#disconnected());
  }

  #disconnected(): void {
    this.#closeSocket();
    this.#environment.lost?.();
    this.#startStaleTimer();
    const pause = reconnectDelay(this.#attempt++, this.#environment.random());
    this.#cancelReconnect = this.#environment.after(pause, () => this.#connect());
  }

  #closeSocket(): void {
    this.#cancelSilence();
    this.#cancelReconnect();
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    // A late message of an old socket must not count.
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  /** Five seconds after the last message the view is out of date. */
  #startStaleTimer(): void {
    if (this.#stale) return;
    this.#cancelStale();
    const silence = this.#environment.now() - (this.#lastMessageAt ?? this.#openedAt);
    this.#cancelStale = this.#environment.after(Math.max(0, staleMs - silence), () => {
      this.#stale = true;
      this.#notify();
    });
  }

  #notify(): void {
    this.#changed(this.snapshot());
  }
}

function parse<View>(data: unknown): Message<View> | null {
  try {
    const message: unknown = JSON.parse(String(data));
    return typeof message === 'object' && message !== null ? message : null;
  } catch {
    return null;
  }
}
