// SPDX-License-Identifier: MPL-2.0
/** Somebody signed in while the page was open: what waits for the server may try again at once. */
const event = 'mintur:signed-in';

export const announceSignedIn = (): void => void window.dispatchEvent(new Event(event));

/** Calls `then` each time. Returns a function that stops it. */
export function onSignedIn(then: () => void): () => void {
  window.addEventListener(event, then);
  return () => window.removeEventListener(event, then);
}
