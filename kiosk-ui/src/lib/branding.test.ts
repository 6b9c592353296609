// SPDX-License-Identifier: MPL-2.0
import { afterEach, describe, expect, it } from 'vitest';
import { branding, readBranding, setBranding } from './branding.svelte';

const root = document.documentElement;
const colour = (): string => root.style.getPropertyValue('--office-colour');

function page(logo: string, ratio: string, colour: string): Document {
  const tags = { logo, 'logo-ratio': ratio, colour };
  const html = Object.entries(tags).map(
    ([name, content]) => `<meta name="mintur-${name}" content="${content}">`,
  );
  return new DOMParser().parseFromString(html.join(''), 'text/html');
}

afterEach(() => setBranding());

describe("the office's logo and colour", () => {
  it('are those of the page, and none where the page has none', () => {
    readBranding(page('/logo/demo/1.svg', '2.5', '#1d4f6e'));
    expect([branding.any, branding.logo, colour()]).toEqual([true, '/logo/demo/1.svg', '#1d4f6e']);
    expect(branding.aspectRatio).toBe('auto 2.5');
    expect(root.hasAttribute('data-coloured')).toBe(true);
    readBranding(page('', '', ''));
    expect([branding.any, branding.logo, colour()]).toEqual([false, null, '']);
    expect(root.hasAttribute('data-coloured')).toBe(false);
    // Without a server the slots stay as they are.
    readBranding(page('%MINTUR_LOGO%', '%MINTUR_LOGO_RATIO%', '%MINTUR_COLOUR%'));
    expect(branding.any).toBe(false);
  });

  it('may be one without the other', () => {
    setBranding({ logo: '/logo/demo/1.png', logo_ratio: 1, colour: null });
    expect([branding.any, root.hasAttribute('data-coloured')]).toEqual([true, false]);
    setBranding({ logo: null, logo_ratio: null, colour: '#1d4f6e' });
    expect([branding.any, branding.logo, root.hasAttribute('data-coloured')]).toEqual([true, null, true]);
  });
});
