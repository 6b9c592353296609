// SPDX-License-Identifier: MPL-2.0
import type { ProblemDetails } from '../wire/wire';
import { isPassing, Problem, problemOf } from './problem';
import type { Session } from './session';

export { Problem } from './problem';

export interface Options {
  /** The idempotency key: one per action of the person (`newKey`), not per attempt. */
  key?: string;
  /** How long one attempt may take. */
  timeout?: number;
  /** Whether the answer still matters; a request that nobody waits for is not repeated. */
  wanted?: () => boolean;
  /** The language the answer's sentences should be in. */
  language?: string;
}

/** Network and time, which tests replace. */
export interface Environment {
  fetch: typeof fetch;
  sleep: (ms: number) => Promise<void>;
}

const browserEnvironment: Environment = {
  fetch: (...request) => fetch(...request),
  sleep: (ms) => new Promise((wake) => setTimeout(wake, ms)),
};

/** Delays between attempts of a request that is safe to repeat, in ms. */
const retryDelays = [300, 900, 2_000];

/** Requests below `/api/offices/{office}`; paths begin with a slash. */
export class Api {
  #session: Session;
  #environment: Environment;

  constructor(session: Session, environment: Environment = browserEnvironment) {
    this.#session = session;
    this.#environment = environment;
  }

  get<Answer>(path: string, options?: Options): Promise<Answer> {
    return this.#send('GET', path, undefined, options);
  }
  post<Answer>(path: string, body: unknown, options?: Options): Promise<Answer> {
    return this.#send('POST', path, body, options);
  }
  put<Answer>(path: string, body: unknown, options?: Options): Promise<Answer> {
    return this.#send('PUT', path, body, options);
  }
  patch<Answer>(path: string, body: unknown, options?: Options): Promise<Answer> {
    return this.#send('PATCH', path, body, options);
  }
  /** Taking a gap back may need a reason, so a DELETE may carry a body. */
  delete<Answer>(path: string, options?: Options, body?: unknown): Promise<Answer> {
    return this.#send('DELETE', path, body, options);
  }

  /** Only a request with a key is repeated: the server recognises it and performs it once. */
  async #send<Answer>(method: string, path: string, body: unknown, options: Options = {}): Promise<Answer> {
    for (const delay of options.key ? retryDelays : []) {
      try {
        return await this.#once<Answer>(method, path, body, options);
      } catch (problem) {
        if (!(problem instanceof Problem) || !isPassing(problem)) throw problem;
        await this.#environment.sleep(delay);
        if (options.wanted?.() === false) throw problem;
      }
    }
    return this.#once(method, path, body, options);
  }

  async #once<Answer>(method: string, path: string, body: unknown, options: Options): Promise<Answer> {
    const address = `/api/offices/${encodeURIComponent(this.#session.office)}${path}`;
    const headers: Record<string, string> = { accept: 'application/json' };
    if (this.#session.token) headers.authorization = `Bearer ${this.#session.token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (options.key) headers['idempotency-key'] = options.key;
    if (options.language) headers['accept-language'] = options.language;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), options.timeout ?? 5_000);
    try {
      const request: RequestInit = { method, headers, signal: stop.signal, cache: 'no-store' };
      if (body !== undefined) request.body = JSON.stringify(body);
      return await answer<Answer>(await this.#environment.fetch(address, request));
    } catch (cause) {
      const problem = problemOf(cause);
      // The sign-in itself says what is wrong with it.
      if (problem.status === 401 && path !== '/session') this.#session.onRefused?.();
      throw problem;
    } finally {
      clearTimeout(timer);
    }
  }
}

async function answer<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  if (!response.ok) throw new Problem(response.status, object(text));
  return (text ? JSON.parse(text) : undefined) as Answer;
}

/** A proxy may answer with a page instead of a problem. */
function object(text: string): Partial<ProblemDetails> {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}

/** A fresh Idempotency-Key. On plain http in the office's network browsers hide randomUUID. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
