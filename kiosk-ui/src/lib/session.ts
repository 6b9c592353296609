// SPDX-License-Identifier: MPL-2.0
/** Who this screen is: its office, its token and the office's time zone. */
export interface Session {
  office: string;
  token: string;
  zone: string;
}

/** The parts of the browser that the session uses, which tests replace. */
export interface PageEnvironment {
  document: Document;
  location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  history: Pick<History, 'replaceState'>;
  storage: Pick<Storage, 'getItem' | 'setItem'> | null;
}

export const defaultZone = 'Europe/Copenhagen';

/** What the gallery and the tests use: no server, no token. */
export const cannedSession: Session = { office: 'demo', token: '', zone: defaultZone };

/** Reads the session of `screen` once, at start. */
export function readSession(screen: string, environment: PageEnvironment = browser()): Session {
  const fromAddress = takeTokenFromAddress(environment);
  const key = `mintur.token.${screen}`;
  if (fromAddress) remember(environment.storage, key, fromAddress);
  return {
    office: meta(environment.document, 'mintur-office') || cannedSession.office,
    token: meta(environment.document, 'mintur-token') || fromAddress || recall(environment.storage, key),
    zone: meta(environment.document, 'mintur-zone') || defaultZone,
  };
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
  return { document, location, history, storage };
}
