// SPDX-License-Identifier: MPL-2.0
import { exampleBranding, wideBranding } from './branding';
import { longNotice, mitidDown } from './dayNotice';
import type { TicketView } from '../wire/wire';
import type { States } from './state';

const waiting: TicketView = {
  office: 'Borgerservice Midtby (demo)',
  now: '2026-03-03T10:21:00+01:00',
  number: 17,
  state: 'waiting',
  language: 'da',
  errand: 'new_mitid',
  checked_in_at: '2026-03-03T10:20:00+01:00',
  earliest: '2026-03-03T10:40:00+01:00',
  latest: '2026-03-03T11:00:00+01:00',
  window: null,
  standby: false,
  kept_for: null,
  standby_until: null,
  next_day: null,
  desk_name: '3',
  area: 'venteområde A',
  area_text: { da: 'venteområde A', en: 'waiting area A', ar: 'منطقة الانتظار A' },
  reasons: [{ code: 'earliest_time', desk: '3', start: '2026-03-03T10:40:00+01:00' }],
  bring: ['phone', 'health_card', 'companion_mitid'],
  absent_until: null,
  ending: null,
  day_notice: null,
};

const tomorrow: NonNullable<TicketView['next_day']> = {
  date: '2026-03-04',
  earliest: '2026-03-04T09:15:00+01:00',
  latest: '2026-03-04T09:35:00+01:00',
};

const at = (title: string, more: Partial<TicketView>): { title: string; view: TicketView } => ({
  title,
  view: { ...waiting, ...more },
});

export const states: States<TicketView> = {
  branded: { ...at('Kontorets logo og farve', {}), branding: exampleBranding },
  branded_wide: { ...at('Bredt logo', {}), branding: wideBranding },
  waiting: at('Venter på sin tid', {}),
  expected: at('Venter, og det er regnet ud hvornår', {
    window: { earliest: '2026-03-03T10:35:00+01:00', latest: '2026-03-03T10:50:00+01:00', from: 'foresight' },
  }),
  notice: at('Venter, og der er en besked i dag', { day_notice: mitidDown.text }),
  notice_danish: at('Beskeden er kun på dansk', { day_notice: longNotice.text }),
  moved: at('Tiden er flyttet frem, uden liste', {
    bring: [],
    reasons: [{ code: 'time_came_free', desk: '3', start: '2026-03-03T10:30:00+01:00' }],
    earliest: '2026-03-03T10:30:00+01:00',
  }),
  standby: at('Venter på en ledig tid', {
    standby: true,
    earliest: null,
    latest: null,
    window: null,
    standby_until: '2026-03-03T16:00:00+01:00',
    reasons: [{ code: 'chose_standby' }],
  }),
  'standby-next-day': at('Venter på en ledig tid, og næste åbne dag har en', {
    standby: true,
    earliest: null,
    latest: null,
    standby_until: '2026-03-03T16:00:00+01:00',
    next_day: tomorrow,
    reasons: [{ code: 'chose_standby' }],
  }),
  kept: at('En tid er holdt næste åbne dag', {
    kept_for: '2026-03-04',
    earliest: '2026-03-04T09:00:00+01:00',
    latest: '2026-03-04T09:20:00+01:00',
    reasons: [{ code: 'chose_next_day', start: '2026-03-04T09:00:00+01:00' }],
  }),
  moved_on: at('En tid er taget næste åbne dag', {
    state: 'left',
    ending: 'moved_to_next_day',
    kept_for: '2026-03-04',
    earliest: tomorrow.earliest,
    latest: tomorrow.latest,
    reasons: [{ code: 'moved_to_next_day', start: tomorrow.earliest }],
  }),
  called: at('Kom nu', { state: 'called', number: 117 }),
  serving: at('Ved skranken', { state: 'serving' }),
  parked: at('Sat på pause', { state: 'parked' }),
  absent: at('Kaldt, men ikke kommet', { state: 'absent', absent_until: '2026-03-03T10:55:00+01:00' }),
  'absent-without-place': at('Kaldt, ikke kommet, og tiden er gået', {
    state: 'absent',
    earliest: null,
    latest: null,
    absent_until: '2026-03-03T10:55:00+01:00',
  }),
  done: at('Færdig', { state: 'done' }),
  rated: { ...at('Færdig, og har svaret', { state: 'done' }), props: { rated: true } },
  left: at('Ikke nået i dag', { state: 'left', ending: 'not_served_today' }),
  'left-next-day': at('Ikke nået i dag, og næste åbne dag har en tid', {
    state: 'left',
    ending: 'not_served_today',
    earliest: null,
    latest: null,
    next_day: tomorrow,
    reasons: [{ code: 'not_served_today' }],
  }),
  stale: { ...at('Uden forbindelse', {}), status: 'stale' },
  long: at('Lange ord', {
    number: 1204,
    office: 'Borgerservice og Biblioteker i Ringkøbing-Skjern Kommune, afdelingen ved rådhuset',
    area: 'venteområdet ved hovedindgangen over for informationsskranken',
    area_text: { da: 'venteområdet ved hovedindgangen over for informationsskranken' },
    reasons: [
      { code: 'needs_desk_feature', feature: 'without_photo' },
      { code: 'other_promise_kept', number: 1198, latest: '2026-03-03T10:35:00+01:00' },
    ],
    bring: [
      'residence_certificate',
      { da: 'Navneattest med apostillepåtegning fra hjemlandets udenrigsministerium' },
      { da: 'Et nyt foto', en: 'A new photo', ar: 'صورة جديدة' },
      'own_line_forgotten',
      'phone',
    ],
  }),
};
