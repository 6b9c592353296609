// SPDX-License-Identifier: MPL-2.0
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { states } from '../gallery/ticket';
import { textsOf } from '../screens/ticket/texts';
import type { TicketTexts } from '../wire/wire';
import { fill } from './fill';

const page = readFileSync('src/ticket/page.html', 'utf8');
const around = {
  css: 'b{}',
  js: 'x()',
  office: 'demo',
  officeName: 'Borger & Service',
  secret: 's3cret',
  failed: 'Det gik ikke.',
};
const texts = (state: string): TicketTexts => {
  const canned = states[state];
  if (!canned) throw new Error(`no ${state}`);
  return textsOf(canned.view);
};

class FakeSocket {
  static all: FakeSocket[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  sent: string[] = [];
  constructor(
    readonly address: string,
    readonly protocols: string[],
  ) {
    FakeSocket.all.push(this);
  }
  send = (text: string): void => void this.sent.push(text);
  close = (): void => {};
  say = (message: unknown): void => this.onmessage?.({ data: JSON.stringify(message) });
}

const socket = (): FakeSocket => {
  const last = FakeSocket.all.at(-1);
  if (!last) throw new Error('nothing connected');
  return last;
};
const shown = (name: string): string => document.querySelector(`[data-text=${name}]`)?.textContent ?? '';
const vibrate = vi.fn();

describe('the page as the server sends it', () => {
  it("begins with the office's band, where it has one, and says its name once", () => {
    const say = (more: object): Document =>
      new DOMParser().parseFromString(fill(page, texts('waiting'), { ...around, ...more }), 'text/html');
    const plain = say({});
    expect(plain.querySelector('header')).toBeNull();
    expect(plain.querySelector('footer')?.textContent).toContain('Borger & Service');
    const band = say({ branding: { logo: '/logo/demo/1.svg', logo_ratio: 1.5, colour: '#1e5b4f' } });
    expect(band.querySelector('header')?.getAttribute('style')).toBe('--office:#1e5b4f');
    expect(band.querySelector('header img')?.getAttribute('src')).toBe('/logo/demo/1.svg');
    expect(band.querySelector('header p')?.textContent).toBe('Borger & Service');
    expect(band.querySelector('footer')?.textContent).not.toContain('Borger');
  });

  it.each(Object.keys(states))('has every slot filled: %s', (state) => {
    expect(fill(page, texts(state), around)).not.toMatch(/%[A-Z_]+%/);
  });

  it.each(Object.keys(states))(
    'leaves nothing, not even a space, where there is nothing to say: %s',
    (state) => {
      const said: Record<string, unknown> = { ...texts(state) };
      const parsed = new DOMParser().parseFromString(fill(page, texts(state), around), 'text/html');
      const slots = [...parsed.querySelectorAll<HTMLElement>('[data-text]')];
      expect(slots.length).toBeGreaterThan(5);
      const silent = slots.filter(({ dataset }) => said[dataset.text ?? ''] === '');
      expect(silent.filter((slot) => !slot.matches(':empty')).map(({ dataset }) => dataset.text)).toEqual([]);
    },
  );

  it('lets no text become markup or another slot', () => {
    const filled = fill(page, { ...texts('waiting'), headline: '<b>%SECRET%</b>', bring: ['a & b'] }, around);
    expect(filled).toContain('&#60;b&#62;%SECRET%&#60;/b&#62;');
    expect(filled).toContain('<li>a &#38; b</li>');
    expect(filled).toContain('Borger &#38; Service');
  });

  it('says how sure a window is that was foreseen, and nothing of the kind beside a promise', () => {
    expect(texts('expected').sure).toBe('8 af 10 kommer til i dette tidsrum.');
    expect(texts('waiting').sure).toBe('');
  });

  it('asks nobody else for anything', () => {
    expect(page + readFileSync('src/ticket/ticket.css', 'utf8')).not.toMatch(/https?:|url\(|@import|src=/);
  });
});

beforeAll(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('navigator', { vibrate });
  const parsed = new DOMParser().parseFromString(fill(page, texts('waiting'), around), 'text/html');
  document.body.replaceWith(parsed.body);
  await import('./ticket');
});
beforeEach(() => vibrate.mockClear());
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the page on a telephone', () => {
  it('listens to its own ticket, without a token', () => {
    expect(socket().address).toMatch(/^ws:.*\/api\/offices\/demo\/live\?view=ticket%3As3cret$/);
    expect(socket().protocols).toEqual(['mintur']);
  });

  it('turns into the call and vibrates once', () => {
    socket().say({ boot: 'a', seq: 5, state: { texts: texts('called') } });
    socket().say({ boot: 'a', seq: 6, state: { texts: texts('called') } });
    expect(shown('headline')).toBe('Kom nu: skranke 3');
    expect(document.body.className).toBe('is-called');
    expect(document.title).toBe('Kom nu: skranke 3');
    expect(document.querySelectorAll('[data-list=bring] li')).toHaveLength(3);
    expect(document.querySelectorAll('[data-list=why] li')).toHaveLength(0);
    expect(vibrate).toHaveBeenCalledTimes(1);
  });

  it('never goes back to something older', () => {
    socket().say({ boot: 'a', seq: 4, state: { texts: texts('waiting') } });
    expect(document.body.className).toBe('is-called');
  });

  it('answers the heartbeat', () => {
    socket().say({ heartbeat: 'now' });
    expect(socket().sent).toEqual(['{"heartbeat":6}']);
  });

  it('says its age after five seconds without a connection, until the next message', () => {
    for (let second = 0; second < 5; second++) {
      expect(document.body.classList.contains('is-stale')).toBe(false);
      socket().onclose?.();
      vi.advanceTimersByTime(1_000);
    }
    expect(document.body.classList.contains('is-stale')).toBe(true);
    expect(shown('stale')).toContain('kl. 10.21');
    vi.advanceTimersByTime(10_000);
    // The page pauses between two attempts.
    while (!socket().onmessage) vi.advanceTimersByTime(100);
    socket().say({ boot: 'b', seq: 1, state: { texts: texts('done') } });
    expect(document.body.className).toBe('is-done');
  });

  it('notices within five seconds that the server hangs, though the connection stands', () => {
    socket().say({ heartbeat: 'now' });
    vi.advanceTimersByTime(4_900);
    expect(document.body.classList.contains('is-stale')).toBe(false);
    vi.advanceTimersByTime(100);
    expect(document.body.classList.contains('is-stale')).toBe(true);
    socket().say({ heartbeat: 'now' });
    expect(document.body.classList.contains('is-stale')).toBe(false);
  });

  it('says that it is old when it comes from the back/forward cache, until it has heard the truth', () => {
    const before = FakeSocket.all.length;
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(document.body.classList.contains('is-stale')).toBe(true);
    expect(FakeSocket.all.length).toBe(before + 1);
    socket().say({ boot: 'c', seq: 1, state: { texts: texts('standby-next-day') } });
    expect(document.body.classList.contains('is-stale')).toBe(false);
  });

  it('leaves a text that the browser has translated, until there is a new one', () => {
    const place = document.querySelector('[data-text=place]');
    const why = document.querySelector('[data-list=why]');
    if (!place || !why) throw new Error('no place, no reasons');
    place.innerHTML = '<font>You can sit in waiting area A.</font>';
    why.innerHTML = '<li><font>You chose to wait.</font></li>';
    socket().say({ boot: 'c', seq: 2, state: { texts: texts('standby-next-day') } });
    expect([place.textContent, why.textContent]).toEqual([
      'You can sit in waiting area A.',
      'You chose to wait.',
    ]);
    socket().say({ boot: 'c', seq: 3, state: { texts: texts('called') } });
    expect([place.textContent, why.textContent, shown('headline')]).toEqual(['', '', 'Kom nu: skranke 3']);
  });
});

describe('the offered place', () => {
  const button = (): HTMLButtonElement => {
    const found = document.querySelector<HTMLButtonElement>('form button');
    if (!found) throw new Error('nothing to take');
    return found;
  };
  const press = (): void =>
    void document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));

  it('is said with day and time, and goes back with the touch', () => {
    const filled = fill(page, texts('standby-next-day'), around);
    expect(filled).toContain('Vi kan holde en tid til jer onsdag den 4. marts, kl. 9.15 til 9.35.');
    expect(filled).toContain('name="start" value="2026-03-04T09:15:00+01:00"');
    expect(filled).toContain('action="/t/s3cret/next-day"');
  });

  it('is not lost with the connection: the page stays and says that it did not work', async () => {
    const asked: [string, string][] = [];
    vi.stubGlobal('fetch', (address: string, { body }: { body: URLSearchParams }) => {
      asked.push([new URL(address).pathname, body.toString()]);
      return Promise.reject(new TypeError('no network'));
    });
    socket().say({ boot: 'c', seq: 4, state: { texts: texts('standby-next-day') } });
    press();
    expect(button().disabled).toBe(true);
    press();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([['/t/s3cret/next-day', 'start=2026-03-04T09%3A15%3A00%2B01%3A00']]);
    expect(document.querySelector('.notice')?.textContent).toBe('Det gik ikke.');
    expect(button().disabled).toBe(false);
  });
});
