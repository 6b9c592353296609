// SPDX-License-Identifier: MPL-2.0
import { type Component, mount } from 'svelte';
import ErrorBoundary from '../parts/ErrorBoundary.svelte';
import { askedLanguage } from './askedLanguage';
import { readBranding } from './branding.svelte';
import { addLists, type Lists } from './fluent';
import { fontsLoaded } from './fonts';
import { readSession, type Session } from './session';
import { setLanguage, setZone } from './words.svelte';

/** Mounts a screen's live component on the page, with the Danish word lists it uses. */
export async function start(
  screen: string,
  Live: Component<{ session: Session }>,
  lists: Lists,
): Promise<void> {
  const target = document.getElementById('app');
  if (!target) throw new Error('the page has no #app');
  const fonts = fontsLoaded(document.fonts);
  const session = await readSession(screen);
  setZone(session.zone);
  readBranding();
  addLists('da', lists);
  await setLanguage(askedLanguage(screen, location.search, tabStorage()));
  await fonts;
  mount(ErrorBoundary, { target, props: { Live, session } });
}

/** What this tab keeps; some browsers forbid it. */
function tabStorage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
