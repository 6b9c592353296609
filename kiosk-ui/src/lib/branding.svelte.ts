// SPDX-License-Identifier: MPL-2.0
import type { Branding } from '../wire/wire';
import { meta } from './session';

const none: Branding = { logo: null, logo_ratio: null, colour: null };
let shown = $state.raw<Branding>(none);

/** What the office shows of itself: at first as the page says, then as each heartbeat does. */
export const branding = {
  get current(): Branding {
    return shown;
  },
  get logo(): string | null {
    return shown.logo;
  },
  /** As CSS takes it: the room of the logo before it has come. */
  get aspectRatio(): string | null {
    return shown.logo_ratio === null ? null : `auto ${shown.logo_ratio}`;
  },
  /** Whether there is anything to show. */
  get any(): boolean {
    return shown.logo !== null || shown.colour !== null;
  },
};

export function setBranding(next: Branding = none): void {
  if (next.logo === shown.logo && next.colour === shown.colour) return;
  shown = next;
  const root = document.documentElement;
  root.toggleAttribute('data-coloured', next.colour !== null);
  // An empty value takes the property away.
  root.style.setProperty('--office-colour', next.colour ?? '');
}

export function readBranding(page: Document = document): void {
  setBranding({
    logo: meta(page, 'mintur-logo') || null,
    logo_ratio: Number(meta(page, 'mintur-logo-ratio')) || null,
    colour: meta(page, 'mintur-colour') || null,
  });
}
