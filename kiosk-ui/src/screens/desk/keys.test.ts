import { describe, expect, it } from 'vitest';
import { keyMeaning, type Stroke } from './keys';

const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({
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
  it('presses the one button wherever the focus is', () => {
    expect(keyMeaning(stroke('Enter'))).toBe('primary');
    expect(keyMeaning(stroke('Enter', { target: document.createElement('input') }))).toBe('primary');
  });

  it('belongs to another button while that has the focus', () => {
    const button = document.createElement('button');
    const inside = button.appendChild(document.createElement('span'));
    expect(keyMeaning(stroke('Enter', { target: inside }))).toBeNull();
  });

  it('held down is one press, on a button too', () => {
    expect(keyMeaning(stroke('Enter', { repeat: true }))).toBe('nothing');
    expect(keyMeaning(stroke('Enter', { repeat: true, target: document.createElement('button') }))).toBe(
      'nothing',
    );
  });
});

describe('the other keys', () => {
  it('undo, open the menu, answer help and close', () => {
    expect(keyMeaning(stroke('z', { ctrlKey: true }))).toBe('undo');
    expect(['F2', 'F4', 'F8', 'Escape'].map((key) => keyMeaning(stroke(key)))).toEqual([
      'menu',
      'aside',
      'help',
      'close',
    ]);
  });

  it('are never letters alone, and never the browser’s own', () => {
    expect(keyMeaning(stroke('z'))).toBeNull();
    expect(keyMeaning(stroke('F4', { altKey: true }))).toBeNull();
    expect(keyMeaning(stroke('r', { ctrlKey: true }))).toBeNull();
  });
});
