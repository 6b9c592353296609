// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { CardReader } from './cardReader';

function type(text: string, every: number, end = 'Enter'): string | null {
  const reader = new CardReader();
  let at = 1_000;
  for (const key of text) expect(reader.key(key, (at += every))).toBeNull();
  return reader.key(end, at + every);
}

describe('a card shown to the reader', () => {
  it('is its code', () => {
    expect(type('A1B2C3D4', 4)).toBe('A1B2C3D4');
    expect(type('0012345678', 29)).toBe('0012345678');
  });

  it('may come with the Shift key pressed for capitals', () => {
    const reader = new CardReader();
    ['Shift', 'A', 'Shift', 'B', '1', '2'].forEach((key, index) => reader.key(key, index * 3));
    expect(reader.key('Enter', 20)).toBe('AB12');
  });

  it('may follow another at once', () => {
    const reader = new CardReader();
    Array.from('1111').forEach((key, index) => reader.key(key, index));
    expect(reader.key('Enter', 5)).toBe('1111');
    Array.from('2222').forEach((key, index) => reader.key(key, 10 + index));
    expect(reader.key('Enter', 15)).toBe('2222');
  });
});

describe('a person at a keyboard', () => {
  it('is no card', () => {
    expect(type('1234', 80)).toBeNull();
    expect(type('1234', 30)).toBeNull();
  });

  it('is no card with a key now and then', () => {
    expect(type('12', 5)).toBeNull();
    expect(type('1234', 5, 'Escape')).toBeNull();
  });

  it('does not leave half a code for the next card', () => {
    const reader = new CardReader();
    Array.from('99').forEach((key, index) => reader.key(key, index * 5));
    Array.from('1234').forEach((key, index) => reader.key(key, 500 + index * 5));
    expect(reader.key('Enter', 520)).toBe('1234');
  });
});
