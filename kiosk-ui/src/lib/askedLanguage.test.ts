// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { askedLanguage } from './askedLanguage';

function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

describe('the language of a screen', () => {
  it('is the one of its address, where the screen has it', () => {
    expect(askedLanguage('desk', '?office=x', null)).toBe('da');
    expect(askedLanguage('desk', '?lang=en', null)).toBe('en');
    expect(askedLanguage('desk', '?lang=ar', null)).toBe('da');
    expect(askedLanguage('signin', '?lang=ar', null)).toBe('ar');
    expect(askedLanguage('signin', '?lang=xx', storage())).toBe('da');
  });

  it('is kept for who comes back from the identity provider, and only there', () => {
    const tab = storage();
    askedLanguage('signin', '?office=x&lang=ar', tab);
    expect(askedLanguage('signin', '?office=x', tab)).toBe('ar');
    expect(askedLanguage('desk', '', tab)).toBe('da');
    askedLanguage('signin', '?lang=da', tab);
    expect(askedLanguage('signin', '', tab)).toBe('da');
  });

  it('needs no storage', () => {
    const forbidden = {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('forbidden');
      },
    };
    expect(askedLanguage('signin', '?lang=en', forbidden)).toBe('en');
    expect(askedLanguage('signin', '', forbidden)).toBe('da');
  });
});
