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
  setLanguage('da');
  mount(Unbroken, { target, props: { Live, session } });
}
