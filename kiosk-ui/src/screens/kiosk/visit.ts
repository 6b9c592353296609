import type { Feature, Identification, Language } from '../../wire/wire';
import type { Reason } from '../../lib/words.svelte';

/** What the kiosk sends and gets while one visit is checked in. */

export type IfFull = 'later_today' | 'standby' | 'next_day';

export interface Order {
  errand: string;
  identification: Identification;
  needs: Feature[];
  language: Language;
  urgency: 'ordinary' | 'raised';
  companion?: string;
  if_full?: IfFull;
}

export interface Ticket {
  id: string;
  number: number;
  placement: { desk: string; start: string; end: string } | null;
  promise: { earliest: string; latest: string } | null;
  /** When they will probably be called, within the promise; `foresight` once enough is known. */
  window?: { earliest: string; latest: string; from: 'rules' | 'foresight' } | null;
  standby: boolean;
  /** The open day a place is kept on, `2026-03-04`, when it is not today. */
  kept_for: string | null;
  reasons: Reason[];
  area: string | null;
  links: { qr: string };
}

export interface Offer {
  kind: IfFull;
  placement?: { desk: string; start: string; end: string } | null;
  latest?: string;
}

export const isOffer = (value: unknown): value is Offer => {
  const kind = (value as Offer | null)?.kind;
  return kind === 'later_today' || kind === 'standby' || kind === 'next_day';
};
