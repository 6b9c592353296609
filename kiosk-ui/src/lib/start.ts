// SPDX-License-Identifier: MPL-2.0
import { type Component, mount } from 'svelte';
import ErrorBoundary from '../parts/ErrorBoundary.svelte';
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
  // Danish, unless the screen's address asks for English: /desk/1?lang=en
  if (new URLSearchParams(location.search).get('lang') === 'en') await setLanguage('en');
  await fonts;
  mount(ErrorBoundary, { target, props: { Live, session } });
}
