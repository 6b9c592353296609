// SPDX-License-Identifier: MPL-2.0
import '../styles-public';
import { type Component, mount } from 'svelte';
import { isScreenName, loadState, propsOf, statesOf } from '../gallery/catalogue';
import Gallery from '../gallery/Gallery.svelte';
import { setBranding } from '../lib/branding.svelte';
import { addLists } from '../lib/fluent';
import { isLanguage, setLanguage } from '../lib/words.svelte';

addLists(
  'da',
  import.meta.glob<string>('../words/da/*.ftl', { query: '?raw', import: 'default', eager: true }),
);

const root = document.documentElement;
const query = new URLSearchParams(location.search);

function put<Props extends Record<string, unknown>>(component: Component<Props>, props: Props): void {
  const target = document.getElementById('app');
  if (!target) throw new Error('the page has no #app');
  mount(component, { target, props });
}

/** Shows one state full-bleed, or the list of all. */
async function show(): Promise<void> {
  const screen = query.get('screen');
  if (!isScreenName(screen)) return void put(Gallery, {});
  const state = statesOf(screen)[query.get('state') ?? ''];
  const Screen = state && (await loadState(screen, state));
  if (!state || !Screen) throw new Error(`the gallery has no ${screen} in state ${query.get('state')}`);
  root.dataset.screen = screen;
  setBranding(state.branding);
  const language = query.get('lang');
  await setLanguage(isLanguage(language) ? language : 'da');
  for (const name of ['text', 'contrast', 'low'] as const) {
    const value = query.get(name);
    if (value) root.dataset[name] = value;
  }
  put(Screen as unknown as Component<Record<string, unknown>>, { screen, ...propsOf(state) });
}

// Screenshots wait for this mark; an error never sets it.
void show().then(() => (root.dataset.ready = 'true'));
