/** The screen's keyboard shortcuts. No single letters, for people using speech input (WCAG 2.1.4). */
export type KeyMeaning = 'primary' | 'menu' | 'aside' | 'help' | 'undo' | 'close' | 'nothing';

const alone: Record<string, KeyMeaning> = { F2: 'menu', F4: 'aside', F8: 'help', Escape: 'close' };

/** What takes Enter for itself when it has the focus. */
const takesEnter = 'button, a, select, summary, textarea';

export type Stroke = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'target'
>;

export function keyMeaning(stroke: Stroke): KeyMeaning | null {
  const { key, repeat, target } = stroke;
  if (stroke.altKey || stroke.shiftKey) return null;
  if (stroke.ctrlKey || stroke.metaKey)
    return key.toLowerCase() === 'z' ? (repeat ? 'nothing' : 'undo') : null;
  // A key held down is one press: also on a button, where the browser would press on and on.
  if (key === 'Enter' && repeat) return 'nothing';
  if (key === 'Enter') return target instanceof Element && target.closest(takesEnter) ? null : 'primary';
  const meaning = alone[key];
  if (!meaning) return null;
  return repeat ? 'nothing' : meaning;
}
