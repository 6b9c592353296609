import { type Component, mount } from 'svelte';
import Unbroken from '../parts/Unbroken.svelte';
import { readSession, type Session } from './session';
import { setLanguage, setZone } from './words.svelte';

/** Puts a screen's live component on the page. */
export function start(screen: string, Live: Component<{ session: Session }>): void {
  const target = document.getElementById('app');
  if (!target) throw new Error('the page has no #app');
  const session = readSession(screen);
  setZone(session.zone);
  // Danish, unless the address of the screen says that its reader reads English: /desk/1?lang=en
  setLanguage(new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'da');
  mount(Unbroken, { target, props: { Live, session } });
}
