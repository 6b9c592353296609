// SPDX-License-Identifier: MPL-2.0
import type { Ticket } from '../wire/wire';
import { pattern } from './pattern';

/** A ticket that waits with a promise. */
export const exampleTicket: Ticket = {
  id: '01955b5e-7a00-7000-8000-000000000017',
  number: 17,
  state: 'waiting',
  errand: 'new_mitid',
  identification: 'none',
  needs: [],
  urgency: 'ordinary',
  language: 'da',
  checked_in_at: '2026-03-03T10:20:00+01:00',
  placement: { desk: '3', start: '2026-03-03T10:40:00+01:00', end: '2026-03-03T11:10:00+01:00' },
  promise: { earliest: '2026-03-03T10:40:00+01:00', latest: '2026-03-03T11:00:00+01:00' },
  window: null,
  standby: false,
  kept_for: null,
  called: null,
  ended: null,
  reasons: [
    {
      code: 'earliest_time',
      desk: '3',
      start: '2026-03-03T10:40:00+01:00',
      text: 'Den tidligste ledige tid.',
    },
  ],
  area: 'venteområde A',
  area_text: { da: 'venteområde A', en: 'waiting area A', ar: 'منطقة الانتظار A' },
  links: { self: '/api/offices/demo/tickets/17', page: '/t/17', qr: pattern },
};
