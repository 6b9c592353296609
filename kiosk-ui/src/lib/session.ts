// SPDX-License-Identifier: MPL-2.0
/** Who this screen is: its office, its token and the office's time zone. */
export interface Session {
  office: string;
  token: string;
  zone: string;
  /** Called when the server lets the screen in no more. */
  onRefused?: () => void;
}

/** The parts of the browser that the session uses, which tests replace. */
export interface PageEnvironment {
  document: Document;
  location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  history: Pick<History, 'replaceState'>;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  fetch: (address: string, request: RequestInit) => Promise<Pick<Response, 'status'>>;
}

/** How long the server may take to say whether it knows a token. */
const checkMs = 5_000;

export const defaultZone = 'Europe/Copenhagen';

/** What the gallery and the tests use: no server, no token. */
export const cannedSession: Session = { office: 'demo', token: '', zone: defaultZone };

/**
 * Reads the session of `screen` once, at start. A link pairs a screen that has no token, or whose token the
 * server no longer knows; it never takes the place of one that works.
 */
export async function readSession(
  screen: string,
  environment: PageEnvironment = browser(),
): Promise<Session> {
  const key = keyOf(screen);
  const office = meta(environment.document, 'mintur-office') || cannedSession.office;
  const offered = takeTokenFromAddress(environment);
  let token = recall(environment.storage, key);
  if (offered && offered !== token && (!token || (await isRefused(office, token, environment)))) {
    token = offered;
    remember(environment.storage, key, offered);
  }
  return {
    office,
    token: meta(environment.document, 'mintur-token') || token,
    zone: meta(environment.document, 'mintur-zone') || defaultZone,
  };
}

/** A person signs in, or a token is worth nothing any more: from now on the session's cookie counts. */
export function forgetToken(
  session: Session,
  screen: string,
  storage: PageEnvironment['storage'] = browser().storage,
): void {
  session.token = '';
  try {
    storage?.removeItem(keyOf(screen));
  } catch {
    // Without storage there is nothing to forget.
  }
}

/** Keeps the token of a screen that was paired; where nothing can be kept, it is handed on in the address. */
export function keepToken(screen: string, token: string, environment: PageEnvironment = browser()): void {
  const key = keyOf(screen);
  remember(environment.storage, key, token);
  if (recall(environment.storage, key) === token) return;
  const { pathname, search } = environment.location;
  environment.history.replaceState(null, '', `${pathname}${search}#token=${encodeURIComponent(token)}`);
}

const keyOf = (screen: string): string => `mintur.token.${screen}`;

/** Only the server's own word counts: a screen without a network keeps its token. */
async function isRefused(office: string, token: string, environment: PageEnvironment): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  const request: RequestInit = { headers, cache: 'no-store', signal: AbortSignal.timeout(checkMs) };
  try {
    const answer = await environment.fetch(`/api/offices/${encodeURIComponent(office)}`, request);
    return answer.status === 401;
  } catch {
    return false;
  }
}

/** The desk of `/desk/{id}`, or empty when the address names none. */
export function deskFromAddress(pathname: string = location.pathname): string {
  return decodeURIComponent(/^\/desk\/([^/]+)/.exec(pathname)?.[1] ?? '');
}

/** What the server wrote into the page under `name`, or nothing. */
export function meta(document: Document, name: string): string {
  const content = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
  // Without the server (dev, gallery) the placeholder is not replaced.
  return content.startsWith('%') ? '' : content;
}

/** A token in the address would be left in the history and in photographs of the screen. */
function takeTokenFromAddress(environment: PageEnvironment): string {
  const token = new URLSearchParams(environment.location.hash.slice(1)).get('token') ?? '';
  if (token)
    environment.history.replaceState(null, '', environment.location.pathname + environment.location.search);
  return token;
}

function remember(storage: PageEnvironment['storage'], key: string, token: string): void {
  try {
    storage?.setItem(key, token);
  } catch {
    // Without storage the token is needed in the address again next time.
  }
}

function recall(storage: PageEnvironment['storage'], key: string): string {
  try {
    return storage?.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function browser(): PageEnvironment {
  let storage: PageEnvironment['storage'] = null;
  try {
    storage = window.localStorage;
  } catch {
    // Some kiosk profiles forbid storage altogether.
  }
  return { document, location, history, storage, fetch: (...request) => fetch(...request) };
}
