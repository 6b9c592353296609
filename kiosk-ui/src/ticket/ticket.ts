// SPDX-License-Identifier: MPL-2.0
import type { Heartbeat, LiveMessage, TicketPageView, TicketTexts } from '../wire/wire';
import './ticket.css';

// The server writes the page and every later text; the script only inserts them.
type Message = Heartbeat | (LiveMessage & { state: TicketPageView });

const staleAfter = 5_000;
/** Two heartbeats of the server did not come. */
const silentAfter = 4_500;

const { body, documentElement: root } = document;
const { office = '', secret = '' } = body.dataset;
const address =
  `${location.origin.replace(/^http/, 'ws')}/api/offices/${encodeURIComponent(office)}` +
  `/live?view=${encodeURIComponent(`ticket:${secret}`)}`;

/** What each slot was given. A browser that translates changes what stands there, and that may stay. */
const given = new Map<Element, string>();

let socket: WebSocket | null = null;
let boot: string | undefined;
let seq = -1;
let attempt = 0;
let heardAt = performance.now();
let silence = 0;
let stale = 0;
let retry = 0;

/** An unchanged text that is set again would be announced again, and translated again. */
function isNew(slot: Element, words: string): boolean {
  if (given.get(slot) === words) return false;
  given.set(slot, words);
  return true;
}

function put(all: TicketTexts): void {
  const texts: Record<string, string | string[]> = { ...all };
  const text = (name: string): string => String(texts[name] ?? '');
  for (const slot of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const name = slot.dataset.text ?? '';
    const words = text(name);
    if (!isNew(slot, words)) continue;
    slot.textContent = words;
    // What the office wrote may be in another language than the page.
    if (texts[`${name}_language`] !== undefined) slot.lang = text(`${name}_language`);
  }
  for (const field of document.querySelectorAll<HTMLInputElement>('[data-value]'))
    field.value = text(field.dataset.value ?? '');
  for (const list of document.querySelectorAll<HTMLElement>('[data-list]')) {
    const found = texts[list.dataset.list ?? ''];
    const lines = Array.isArray(found) ? found : [];
    if (!isNew(list, lines.join('\n'))) continue;
    list.replaceChildren(
      ...lines.map((line, index) => {
        const item = document.createElement('li');
        item.textContent = line;
        const language = list.dataset.list === 'bring' ? all.bring_languages[index] : undefined;
        if (language && language !== all.language) item.lang = language;
        return item;
      }),
    );
  }
  const kind = `is-${text('kind')}`;
  // Browsers refuse to vibrate, with an error, before the page was touched.
  const touched = navigator.userActivation?.hasBeenActive ?? true;
  if (kind === 'is-called' && touched && !body.classList.contains(kind))
    navigator.vibrate?.([400, 200, 400, 200, 800]);
  body.className = kind;
  document.title = text('title');
  root.lang = text('language') || root.lang;
  root.dir = text('direction') || root.dir;
}

/** A message has arrived; without another in time the page says how old it is. */
function alive(): void {
  attempt = 0;
  heardAt = performance.now();
  clearTimeout(stale);
  stale = 0;
  body.classList.remove('is-stale');
  clearTimeout(silence);
  silence = window.setTimeout(lose, silentAfter);
}

function hear(data: unknown): void {
  alive();
  let message: Message;
  try {
    message = JSON.parse(String(data)) as Message;
  } catch {
    return;
  }
  if ('heartbeat' in message) return socket?.send(JSON.stringify({ heartbeat: Math.max(0, seq) }));
  // Never shows an older state, unless the server has restarted.
  if (message.boot === boot && message.seq <= seq) return;
  boot = message.boot;
  seq = message.seq;
  put(message.state.texts);
}

function lose(): void {
  drop();
  // Since the last message, not since its absence was noticed.
  const left = Math.max(0, staleAfter - (performance.now() - heardAt));
  stale ||= window.setTimeout(() => body.classList.add('is-stale'), left);
  retry = window.setTimeout(connect, Math.min(10_000, 500 * 2 ** attempt++) * (0.5 + Math.random() / 2));
}

function drop(): void {
  clearTimeout(retry);
  clearTimeout(silence);
  if (!socket) return;
  socket.onclose = null;
  socket.onmessage = null;
  socket.close();
  socket = null;
}

function connect(): void {
  drop();
  socket = new WebSocket(address, ['mintur']);
  socket.onmessage = ({ data }) => hear(data);
  socket.onclose = lose;
  silence = window.setTimeout(lose, silentAfter);
}

/** Takes the offered place. The answer is the page; without one, the touch can be repeated without harm. */
async function take(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button');
  if (!button || button.disabled) return;
  button.disabled = true;
  const fields = [...new FormData(form)].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : '',
  ]);
  try {
    const request = {
      method: 'POST',
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(10_000),
    };
    const answer = await fetch(form.action, request);
    if (!answer.ok) throw new Error(String(answer.status));
    location.replace(answer.url);
  } catch {
    const notice = document.querySelector('.notice');
    if (notice) notice.textContent = form.dataset.failed ?? '';
    button.disabled = false;
  }
}

document.querySelector<HTMLFormElement>('.next-day')?.addEventListener('submit', (event) => {
  event.preventDefault();
  void take(event.currentTarget as HTMLFormElement);
});
for (const slot of document.querySelectorAll('[data-text]')) given.set(slot, slot.textContent ?? '');
for (const list of document.querySelectorAll('[data-list]'))
  given.set(list, Array.from(list.children, (item) => item.textContent ?? '').join('\n'));

// After sleep the connection is often dead without an event.
document.addEventListener('visibilitychange', () => document.hidden || connect());
addEventListener('online', connect);
// From the back/forward cache: as old as it was left, until the next message.
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  body.classList.add('is-stale');
  connect();
});
connect();
