// SPDX-License-Identifier: MPL-2.0
import type { Status } from '../lib/live';
import type { PairingTrouble } from '../lib/pairing.svelte';
import type { Branding, ScreenAccess } from '../wire/wire';

/** One canned state of a screen: what the server would have sent, and nothing else. */
export interface State<View = unknown> {
  /** What the state shows, in a few Danish words, for the list. */
  title: string;
  view: View;
  /** "live" by default. */
  status?: Status;
  /** Office time (ms) of the last message, with status "stale". */
  staleSince?: number | null;
  /** More props for the screen: a step, a language, an action that answers something. */
  props?: Record<string, unknown>;
  /** Logo and colour of the office; none by default. */
  branding?: Branding;
  /** The screen is not let in: why, and the code it shows. */
  refused?: { refusal: ScreenAccess; code: string | null; trouble?: PairingTrouble; desk?: string };
}

export type States<View = unknown> = Record<string, State<View>>;
