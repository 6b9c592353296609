// SPDX-License-Identifier: MPL-2.0
/** Those who wait, as a desk sees them. */
import type { CallPreview, QueuedTicket } from '../wire/wire';

const at = (time: string): string => `2026-11-23T${time}+01:00`;

export const queued = (number: number, errand: string, more: Partial<QueuedTicket> = {}): QueuedTicket => ({
  ticket: `a${number}`,
  number,
  state: 'waiting',
  errand,
  needs: [],
  language: 'da',
  kept_place: false,
  raised: false,
  kept_for: null,
  earliest: null,
  latest: null,
  desk: null,
  next_day: null,
  ...more,
});

export const givenWindow = (earliest: string, latest: string): Pick<QueuedTicket, 'earliest' | 'latest'> => ({
  earliest: at(earliest),
  latest: at(latest),
});

/** Stands by while a later day has a place. */
export const standsBy: QueuedTicket = queued(24, 'new_mitid', {
  next_day: {
    date: '2026-11-24',
    earliest: '2026-11-24T09:15:00+01:00',
    latest: '2026-11-24T09:35:00+01:00',
  },
});

export const queue: QueuedTicket[] = [
  queued(17, 'new_mitid', { needs: ['without_photo'], ...givenWindow('10:15:00', '10:30:00') }),
  queued(19, 'digital_post', {
    language: 'ar',
    needs: ['interpreter'],
    ...givenWindow('10:35:00', '10:55:00'),
  }),
  queued(20, 'restore_mitid', { needs: ['step_free', 'quiet_room'], ...givenWindow('10:40:00', '11:00:00') }),
  queued(21, 'other', { raised: true }),
];

export const passing: CallPreview = {
  passed: queue.slice(0, 3),
  passed_in_all: 3,
  reasons: [
    { code: 'chosen_by_clerk', text: '' },
    { code: 'tight_before_booking', likely_minutes: 40, booking: at('11:15:00'), text: '' },
  ],
};
