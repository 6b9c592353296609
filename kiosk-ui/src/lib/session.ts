/** Who this screen is: its office, its token and the office's time zone. */
export interface Session {
  office: string;
  token: string;
  zone: string;
}

/** The parts of the browser the session reads, so that a test can give its own. */
export interface Surroundings {
  document: Document;
  location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  history: Pick<History, 'replaceState'>;
  storage: Pick<Storage, 'getItem' | 'setItem'> | null;
}

export const defaultZone = 'Europe/Copenhagen';

/** What the gallery and the tests use: no server, no token. */
export const cannedSession: Session = { office: 'demo', token: '', zone: defaultZone };

/** Reads the session of `screen` once, at start. */
export function readSession(screen: string, around: Surroundings = browser()): Session {
  const fromAddress = takeTokenFromAddress(around);
  const key = `mintur.token.${screen}`;
  if (fromAddress) remember(around.storage, key, fromAddress);
  return {
    office: meta(around.document, 'mintur-office') || cannedSession.office,
    token: meta(around.document, 'mintur-token') || fromAddress || recall(around.storage, key),
    zone: meta(around.document, 'mintur-zone') || defaultZone,
  };
}

/** The desk of `/desk/{id}`, or empty when the address names none. */
export function deskFromAddress(pathname: string = location.pathname): string {
  return decodeURIComponent(/^\/desk\/([^/]+)/.exec(pathname)?.[1] ?? '');
}

/** What the server wrote into the page under `name`, or nothing. */
export function meta(document: Document, name: string): string {
  const content = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
  // Without the server (dev, gallery) the placeholder stands unreplaced.
  return content.startsWith('%') ? '' : content;
}

/** A token in the address would be left in the history and in photographs of the screen. */
function takeTokenFromAddress(around: Surroundings): string {
  const token = new URLSearchParams(around.location.hash.slice(1)).get('token') ?? '';
  if (token) around.history.replaceState(null, '', around.location.pathname + around.location.search);
  return token;
}

function remember(storage: Surroundings['storage'], key: string, token: string): void {
  try {
    storage?.setItem(key, token);
  } catch {
    // A full or forbidden store only means the address is needed again next time.
  }
}

function recall(storage: Surroundings['storage'], key: string): string {
  try {
    return storage?.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function browser(): Surroundings {
  let storage: Surroundings['storage'] = null;
  try {
    storage = window.localStorage;
  } catch {
    // Some kiosk profiles forbid storage altogether.
  }
  return { document, location, history, storage };
}
