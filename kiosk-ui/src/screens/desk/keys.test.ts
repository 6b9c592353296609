// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { keyMeaning, type KeyPress } from './keys';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  target: document.body,
  ...more,
});

describe('Enter', () => {
  it('in a field of a form sends the form', () => {
    const form = document.createElement('form');
    const field = form.appendChild(document.createElement('input'));
    expect(keyMeaning(press('Enter', { target: field }))).toBeNull();
  });

  it('presses the one button wherever the focus is', () => {
    expect(keyMeaning(press('Enter'))).toBe('primary');
    expect(keyMeaning(press('Enter', { target: document.createElement('input') }))).toBe('primary');
  });

  it('belongs to another button while that has the focus', () => {
    const button = document.createElement('button');
    const inside = button.appendChild(document.createElement('span'));
    expect(keyMeaning(press('Enter', { target: inside }))).toBeNull();
  });

  it('held down is one press, on a button too', () => {
    expect(keyMeaning(press('Enter', { repeat: true }))).toBe('nothing');
    expect(keyMeaning(press('Enter', { repeat: true, target: document.createElement('button') }))).toBe(
      'nothing',
    );
  });
});

describe('the other keys', () => {
  it('undo, open the menu, answer help and close', () => {
    expect(keyMeaning(press('z', { ctrlKey: true }))).toBe('undo');
    expect(['F2', 'F4', 'F8', 'Escape'].map((key) => keyMeaning(press(key)))).toEqual([
      'menu',
      'aside',
      'help',
      'close',
    ]);
  });

  it('are never letters alone, and never the browser’s own', () => {
    expect(keyMeaning(press('z'))).toBeNull();
    expect(keyMeaning(press('F4', { altKey: true }))).toBeNull();
    expect(keyMeaning(press('r', { ctrlKey: true }))).toBeNull();
  });
});
