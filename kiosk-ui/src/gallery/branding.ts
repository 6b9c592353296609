// SPDX-License-Identifier: MPL-2.0
import type { Branding } from '../wire/wire';

const svg = (viewBox: string, inside: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">${inside}</svg>`,
  )}`;

/** As of the demo office (config/demo-logo.svg). */
export const exampleBranding: Branding = {
  logo: svg(
    '0 0 48 48',
    '<path fill="#1e5b4f" d="M6 4h36v22c0 10-8 15-18 19C14 41 6 36 6 26z"/>' +
      '<path fill="#fff" d="M24 10 12 20v9h6v-6h12v6h6v-9z"/>' +
      '<path fill="none" stroke="#f2c14e" stroke-width="2.6" d="M13 34q3.7-3 7.3 0t7.4 0 7.3 0"/>',
  ),
  logo_ratio: 1,
  colour: '#1e5b4f',
};

/** A logo that is much wider than it is high, on a light green that is let in. */
export const wideBranding: Branding = {
  logo: svg(
    '0 0 300 60',
    '<path fill="#3d7d2a" d="M0 0h300v60H0z"/><circle cx="32" cy="30" r="18" fill="#fff"/>' +
      '<path fill="#fff" d="M64 24h210v12H64z"/>',
  ),
  logo_ratio: 5,
  colour: '#3d7d2a',
};
