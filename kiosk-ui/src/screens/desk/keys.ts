// SPDX-License-Identifier: MPL-2.0
/** The screen's keyboard shortcuts. No single letters, for people using speech input (WCAG 2.1.4). */
export type KeyMeaning =
  'primary' | 'menu' | 'inquiry' | 'aside' | 'find' | 'give' | 'help' | 'undo' | 'close' | 'nothing';

const alone: Record<string, KeyMeaning> = {
  F2: 'menu',
  F3: 'inquiry',
  F4: 'aside',
  F7: 'give',
  F8: 'help',
  F9: 'find',
  Escape: 'close',
};

/** Elements that use Enter themselves when focused; a field in a form sends the form. */
const takesEnter = 'button, a, select, summary, textarea, form input';

export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'target'
>;

export function keyMeaning(press: KeyPress): KeyMeaning | null {
  const { key, repeat, target } = press;
  if (press.altKey || press.shiftKey) return null;
  if (press.ctrlKey || press.metaKey) return key.toLowerCase() === 'z' ? (repeat ? 'nothing' : 'undo') : null;
  // A key held down is one press: also on a button, where the browser would repeat it.
  if (key === 'Enter' && repeat) return 'nothing';
  if (key === 'Enter') return target instanceof Element && target.closest(takesEnter) ? null : 'primary';
  const meaning = alone[key];
  if (!meaning) return null;
  return repeat ? 'nothing' : meaning;
}
