// SPDX-License-Identifier: MPL-2.0
import type { Component } from 'svelte';
import type { State, States } from './state';

export const sizes = {
  kiosk: '1080x1920',
  board: '1920x1080',
  desk: '1440x900',
  supervisor: '1440x900',
  report: '1240x1754',
  signin: '1440x900',
  ticket: '390x844',
} as const;

export type ScreenName = keyof typeof sizes;

export const screenNames = Object.keys(sizes) as ScreenName[];

export const isScreenName = (name: unknown): name is ScreenName => screenNames.includes(name as ScreenName);

/** The props of every screen; each narrows view and actions to its own. */
export interface ScreenProps {
  view: unknown;
  status: string;
  staleSince: number | null;
  now: () => number;
  actions: unknown;
}

// Found by name: a screen in its folder is in the gallery.
const canned = import.meta.glob<{ states: States }>(
  './{kiosk,board,desk,supervisor,report,signin,ticket}.ts',
  {
    eager: true,
  },
);
const screens = import.meta.glob<{ default: Component<ScreenProps> }>('../screens/*/*Screen.svelte');

export const statesOf = (screen: ScreenName): States => canned[`./${screen}.ts`]?.states ?? {};

/** The component of a state: the screen, or what stands in its place. */
export async function loadState(screen: ScreenName, state: State): Promise<Component<ScreenProps> | null> {
  const component = await loadScreen(screen);
  if (!state.refused) return component;
  // It takes what a state says beside the screen's own.
  const refused: { default: unknown } = await import('./RefusedState.svelte');
  return refused.default as Component<ScreenProps>;
}

/** The component and its styles; loaded on demand, because dkfds would style the kiosk and the board too. */
async function loadScreen(screen: ScreenName): Promise<Component<ScreenProps> | null> {
  const title = screen.charAt(0).toUpperCase() + screen.slice(1);
  const load = screens[`../screens/${screen}/${title}Screen.svelte`];
  if (!load) return null;
  if (['desk', 'supervisor', 'report', 'signin'].includes(screen)) await import('../styles-desk');
  return (await load()).default;
}

/** Actions that only log; a state's own props may replace them. */
export const quietActions: unknown = new Proxy(
  {},
  {
    get:
      (_, name) =>
      (...values: unknown[]) => {
        console.info(`action ${String(name)}`, ...values);
        return Promise.resolve();
      },
  },
);

/** Everything a screen needs, from a canned state alone. The clock stands still, for the snapshots. */
export function propsOf(state: State): ScreenProps {
  const now = (state.view as { now?: string } | null)?.now;
  const at = now ? Date.parse(now) : Date.parse('2026-11-23T10:20:00+01:00');
  return {
    view: state.view,
    status: state.status ?? 'live',
    staleSince: state.staleSince ?? null,
    now: () => at,
    actions: quietActions,
    ...state.props,
    ...(state.refused && { refused: state.refused }),
  };
}
