// SPDX-License-Identifier: MPL-2.0

/** Gives a focus that got lost to what can be done on a card, or to what it says. A focus elsewhere stays. */
export function takeLostFocus(card: ParentNode | null): void {
  if (document.activeElement !== document.body) return;
  const act = card?.querySelector<HTMLElement>('button:enabled');
  (act ?? card?.querySelector<HTMLElement>('[role="status"]'))?.focus({ preventScroll: true });
}
