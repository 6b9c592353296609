// SPDX-License-Identifier: MPL-2.0
import type { Offer } from '../../wire/wire';

/** Offers that this screen can show; a newer server may have others. */
export const knownOffers = (offers: readonly Offer[] = []): Offer[] =>
  offers.filter(({ kind }) => kind === 'later_today' || kind === 'standby' || kind === 'next_day');
