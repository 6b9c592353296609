// SPDX-License-Identifier: MPL-2.0
import type { Heartbeat, LiveMessage, TicketPageView, TicketTexts } from '../wire/wire';
import './ticket.css';

// The server writes the page and every later text; the script only inserts them.
type Message = Heartbeat | (LiveMessage & { state: TicketPageView });

const staleAfter = 5_000;
const silentAfter = 25_000;

const { body, documentElement: root } = document;
const { office = '', secret = '' } = body.dataset;
const address =
  `${location.origin.replace(/^http/, 'ws')}/api/offices/${encodeURIComponent(office)}` +
  `/live?view=${encodeURIComponent(`ticket:${secret}`)}`;

let socket: WebSocket | null = null;
let boot: string | undefined;
let seq = -1;
let attempt = 0;
let silence = 0;
let stale = 0;
let retry = 0;

function put(all: TicketTexts): void {
  const texts: Record<string, string | string[]> = { ...all };
  const text = (name: string): string => String(texts[name] ?? '');
  for (const slot of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const words = text(slot.dataset.text ?? '');
    // An unchanged text that is set again would be announced again.
    if (slot.textContent !== words) slot.textContent = words;
  }
  for (const list of document.querySelectorAll<HTMLElement>('[data-list]')) {
    const lines = texts[list.dataset.list ?? ''];
    list.replaceChildren(
      ...(Array.isArray(lines) ? lines : []).map((line) => {
        const item = document.createElement('li');
        item.textContent = line;
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
  stale ||= window.setTimeout(() => body.classList.add('is-stale'), staleAfter);
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

// After sleep the connection is often dead without an event.
document.addEventListener('visibilitychange', () => document.hidden || connect());
addEventListener('online', connect);
connect();
