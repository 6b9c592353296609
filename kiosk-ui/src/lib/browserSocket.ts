// SPDX-License-Identifier: MPL-2.0
import type { Environment, Socket } from './live';
import type { Session } from './session';
import { onSignedIn } from './signedIn';

/** `view` is "board", "kiosk", "supervisor", "desk:{desk}" or "ticket:{id}". */
export function liveAddress(
  session: Session,
  view: string,
  at: Pick<Location, 'protocol' | 'host'> = location,
): string {
  const scheme = at.protocol === 'https:' ? 'wss:' : 'ws:';
  const office = encodeURIComponent(session.office);
  return `${scheme}//${at.host}/api/offices/${office}/live?view=${encodeURIComponent(view)}`;
}

/** The browser's own clock, timers and socket. */
export function browserEnvironment(session: Session, view: string): Environment {
  return {
    // The wall clock may be set while the page runs; this one only goes forward.
    now: () => performance.now(),
    after(ms, then) {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
    connect: () => open(liveAddress(session, view), session),
  };
}

/** The server's code for a watcher who is let in no more. */
const letGo = 4401;

/** Browsers cannot set a header on a websocket, so the token travels as a subprotocol. */
function open(address: string, { token, onRefused }: Session): Socket {
  const protocols = token ? ['mintur', `token.${token}`] : ['mintur'];
  let opened = false;
  const socket = new WebSocket(address, protocols);
  const wrapper: Socket = {
    send: (text) => socket.send(text),
    close: () => socket.close(),
    onmessage: null,
    onclose: null,
  };
  socket.onmessage = (event) => wrapper.onmessage?.(event);
  socket.onopen = () => (opened = true);
  socket.onclose = ({ code }) => {
    // A browser does not say why a socket was not opened; who asks finds out.
    if (!opened || code === letGo) onRefused?.();
    wrapper.onclose?.();
  };
  return wrapper;
}

/**
 * Calls `renew` when the network is back, the page was asleep, or it comes from the back/forward cache.
 * Returns a function that stops it.
 */
export function onWake(renew: () => void): () => void {
  let hiddenAt = 0;
  const visibility = (): void => {
    if (document.hidden) hiddenAt = Date.now();
    else if (hiddenAt > 0 && Date.now() - hiddenAt > 10_000) renew();
  };
  const shown = (event: PageTransitionEvent): void => {
    if (event.persisted) renew();
  };
  const stopSignedIn = onSignedIn(renew);
  window.addEventListener('online', renew);
  window.addEventListener('pageshow', shown);
  document.addEventListener('visibilitychange', visibility);
  return () => {
    stopSignedIn();
    window.removeEventListener('online', renew);
    window.removeEventListener('pageshow', shown);
    document.removeEventListener('visibilitychange', visibility);
  };
}
