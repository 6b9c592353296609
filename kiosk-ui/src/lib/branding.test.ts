// SPDX-License-Identifier: MPL-2.0
import { afterEach, describe, expect, it } from 'vitest';
import { branding, readBranding, setBranding } from './branding.svelte';

const root = document.documentElement;
const colour = (): string => root.style.getPropertyValue('--office-colour');

function page(logo: string, colour: string): Document {
  const html = `<meta name="mintur-logo" content="${logo}"><meta name="mintur-colour" content="${colour}">`;
  return new DOMParser().parseFromString(html, 'text/html');
}

afterEach(() => setBranding());

describe("the office's logo and colour", () => {
  it('are those of the page, and none where the page has none', () => {
    readBranding(page('/logo/demo/1.svg', '#1d4f6e'));
    expect([branding.any, branding.logo, colour()]).toEqual([true, '/logo/demo/1.svg', '#1d4f6e']);
    expect(root.hasAttribute('data-coloured')).toBe(true);
    readBranding(page('', ''));
    expect([branding.any, branding.logo, colour()]).toEqual([false, null, '']);
    expect(root.hasAttribute('data-coloured')).toBe(false);
    // Without a server the slots stay as they are.
    readBranding(page('%MINTUR_LOGO%', '%MINTUR_COLOUR%'));
    expect(branding.any).toBe(false);
  });

  it('may be one without the other', () => {
    setBranding({ logo: '/logo/demo/1.png', colour: null });
    expect([branding.any, root.hasAttribute('data-coloured')]).toEqual([true, false]);
    setBranding({ logo: null, colour: '#1d4f6e' });
    expect([branding.any, branding.logo, root.hasAttribute('data-coloured')]).toEqual([true, null, true]);
  });
});
