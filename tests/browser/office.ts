// SPDX-License-Identifier: MPL-2.0
/** A living office for each test: its own server, its own data, and the screens people stand at. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  type Browser,
  type BrowserContextOptions,
  expect,
  type Page,
  test as base,
} from '../../kiosk-ui/scripts/playwright';
import type { Gap, Ticket } from '../../kiosk-ui/src/wire/wire';

const built = fileURLToPath(new URL('../../target/debug/mintur', import.meta.url));
export const binary = process.env.MINTUR_BIN ? resolve(process.env.MINTUR_BIN) : built;

export type Role = 'kiosk' | 'board' | 'companion' | 'clerk' | 'supervisor' | 'administrator';

interface Printed {
  base: string;
  office: string;
  tokens: Record<Role, string>;
}

export interface Answer<Body> {
  status: number;
  body: Body;
}

const sizes = {
  kiosk: { width: 1080, height: 1920 },
  board: { width: 1920, height: 1080 },
  desk: { width: 1440, height: 900 },
  supervisor: { width: 1440, height: 900 },
  t: { width: 390, height: 844 },
};

/** What Chromium writes by itself when a request is refused or the server is away; no fault of the page. */
const network = /^(Failed to load resource|WebSocket connection to)/;

export class Office {
  base = '';
  tokens: Record<string, string> = {};
  /** What any screen said on its console, threw, or was refused by the content policy. */
  readonly complaints: string[] = [];
  /** Whether refusals and lost connections belong to the story. */
  troubled = false;
  #server: ChildProcess | null = null;
  #said = '';
  #browser: Browser;
  #data: string;
  /** How the office's clock is set when the server starts. */
  clock: string[];

  constructor(browser: Browser, data: string, clock: string[]) {
    this.#browser = browser;
    this.#data = data;
    this.clock = clock;
  }

  /** Starts the server, the second time on the same port and data. */
  async start(): Promise<void> {
    const listen = this.base ? new URL(this.base).host : '127.0.0.1:0';
    const server = spawn(binary, ['demo', '--json', '--listen', listen, '--data', this.#data, ...this.clock]);
    this.#server = server;
    server.stderr.on('data', (text) => (this.#said += String(text)));
    const printed = await new Promise<Printed>((ready, failed) => {
      createInterface(server.stdout).once('line', (line) => ready(JSON.parse(line) as Printed));
      server.once('error', failed);
      server.once('exit', (code) => failed(new Error(`${binary} ended (${code}): ${this.#said}`)));
    });
    this.base = printed.base;
    this.tokens = printed.tokens;
  }

  /** As a power cut would: no goodbye. */
  async cut(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server?.exitCode !== null) return;
    const gone = new Promise((ended) => server.once('exit', ended));
    server.kill(signal);
    await gone;
  }

  /** The process hangs: connections stay open and nothing answers. */
  freeze(): void {
    this.#server?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#server?.kill('SIGCONT');
  }

  /** A new screen at an address such as "kiosk" or "desk/2". */
  async open(
    address: string,
    more: BrowserContextOptions = {},
    before?: (page: Page) => unknown,
    waitUntil: 'load' | 'domcontentloaded' = 'load',
  ): Promise<Page> {
    const name = address.split('/').find(Boolean) as keyof typeof sizes;
    const context = await this.#browser.newContext({
      viewport: sizes[name],
      reducedMotion: 'reduce',
      locale: 'da-DK',
      ...more,
    });
    const page = await context.newPage();
    const complain = (text: string): void => void this.complaints.push(`${address}: ${text}`);
    page.on('pageerror', (error) => complain(String(error)));
    page.on('console', (message) => {
      const [kind, text] = [message.type(), message.text()];
      if (kind !== 'error' && kind !== 'warning') return;
      if (!(this.troubled && network.test(text))) complain(text);
    });
    await before?.(page);
    await page.goto(`${this.base}/${address.replace(/^\//, '')}`, { waitUntil });
    return page;
  }

  async ask<Body = Record<string, unknown>>(
    role: Role,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<Body>> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.tokens[role]}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const request: RequestInit = { method, headers };
    if (body !== undefined) request.body = JSON.stringify(body);
    const response = await fetch(`${this.base}/api/offices/demo${path}`, request);
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as Body };
  }

  /** Asks for something that must be granted. */
  async must<Body = Record<string, unknown>>(
    role: Role,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Body> {
    const answer = await this.ask<Body>(role, method, path, body);
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  }

  /** The server reads the weeks behind it after its start, and pages do not wait for that. */
  async pastIsRead(): Promise<void> {
    await this.must('supervisor', 'GET', '/report');
  }

  async gaps(date = '2026-03-03'): Promise<Gap[]> {
    const { gaps } = await this.must<{ gaps: Gap[] }>('supervisor', 'GET', `/gaps?date=${date}`);
    return gaps.filter(({ state }) => state === 'open');
  }

  async makeDay(date: string, times: PlanText[]): Promise<void> {
    const policy = await this.must('supervisor', 'GET', '/policy');
    // The bookings that go must not be lent out.
    await this.must('supervisor', 'PUT', '/policy', { ...policy, lend_freed: false });
    await this.must('administrator', 'PUT', '/bookings', { date, bookings: [] });
    for (const { id } of await this.gaps(date)) await this.must('supervisor', 'DELETE', `/gaps/${id}`, {});
    for (const [desk, start, end] of times.map((time) => time.split(' '))) {
      const stamp = (clock?: string): string => `${date}T${clock}:00+01:00`;
      await this.must('supervisor', 'POST', '/gaps', {
        desk,
        start: stamp(start),
        end: stamp(end),
        hold: 'hard',
      });
    }
  }

  /** Somebody checks in elsewhere, so that the queue is as the story needs it. */
  async checkIn(errand = 'digital_post', more: object = {}): Promise<Answer<Ticket>> {
    const order = {
      errand,
      identification: 'photo',
      needs: [],
      language: 'da',
      urgency: 'ordinary',
      ...more,
    };
    return this.ask<Ticket>('kiosk', 'POST', '/tickets', order);
  }

  async tickets(): Promise<Ticket[]> {
    return (await this.ask<{ tickets: Ticket[] }>('clerk', 'GET', '/tickets')).body.tickets;
  }

  async ticket(number: number): Promise<Ticket> {
    const found = (await this.tickets()).find((each) => each.number === number);
    if (!found) throw new Error(`there is no number ${number}`);
    return found;
  }

  /** How many events of a kind the ledger has. */
  async events(kind: string): Promise<number> {
    const { body } = await this.ask<{ events: Record<string, unknown>[] }>(
      'supervisor',
      'GET',
      '/ledger?after=0',
    );
    return body.events.filter((event) => JSON.stringify(event).includes(`"${kind}"`)).length;
  }
}

/** Desk, start and end: "4 10:45 11:45". */
type PlanText = `${number} ${string} ${string}`;

interface Settings {
  /** Where the office's clock starts, and how fast it runs. */
  at: string;
  speed: number;
  /** A day of the test's own: no bookings, and only this reserved time. Without it, the demo's day. */
  own: PlanText[] | null;
  /** Weeks the office lived through before. */
  pastWeeks: number;
  /** Whether invented people keep the hall going. */
  lively: boolean;
}

export const test = base.extend<Settings & { office: Office }>({
  at: ['2026-03-03T09:50', { option: true }],
  speed: [1, { option: true }],
  own: [null, { option: true }],
  pastWeeks: [0, { option: true }],
  lively: [false, { option: true }],
  office: async ({ browser, at, speed, own, pastWeeks, lively }, use) => {
    const data = await mkdtemp(join(tmpdir(), 'mintur-browser-'));
    const office = new Office(browser, data, [
      '--at',
      at,
      '--speed',
      String(speed),
      '--past-weeks',
      String(pastWeeks),
      ...(lively ? ['--lively'] : []),
    ]);
    try {
      await office.start();
      if (own) await office.makeDay(at.slice(0, 10), own);
      await use(office);
      expect(office.complaints, 'the screens complain about nothing').toEqual([]);
    } finally {
      await office.cut();
      await rm(data, { recursive: true, force: true });
    }
  },
});

export { expect };

/** Marks a page, to see later that nobody loaded it anew. */
export const mark = (page: Page): Promise<void> =>
  page.evaluate(() => document.documentElement.setAttribute('data-same-page', 'yes'));

export const expectSamePage = (page: Page): Promise<void> =>
  expect(page.locator('html')).toHaveAttribute('data-same-page', 'yes');

/** "9.51" as the office writes it. */
export const clock = (stamp: string): string => `${Number(stamp.slice(11, 13))}.${stamp.slice(14, 16)}`;
