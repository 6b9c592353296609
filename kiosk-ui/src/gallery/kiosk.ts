// SPDX-License-Identifier: MPL-2.0
import { exampleBranding, wideBranding } from './branding';
import { longNotice, mitidDown } from './dayNotice';
import { initialState, type State as Flow } from '../screens/kiosk/flow';
import type { KioskView, Offer, ReasonWithText } from '../wire/wire';
import { exampleTicket as ticket } from './exampleTicket';
import { noOwnWords, ownErrands, ownWords } from './officeWords';
import { kioskRefused } from './refused';
import type { States } from './state';

const usual: KioskView = {
  office: 'Borgerservice Midtby (demo)',
  now: '2026-03-03T10:20:00+01:00',
  open: true,
  opens_at: null,
  closes_at: '2026-03-03T15:00:00+01:00',
  day_notice: null,
  first_free: '2026-03-03T10:40:00+01:00',
  errands: ['new_mitid', 'restore_mitid', 'digital_post', 'passport_help', 'address', 'other'],
  words: noOwnWords,
  needs: ['without_photo', 'step_free', 'quiet_room', 'interpreter'],
  needs_together: [['step_free', 'quiet_room'], ['interpreter']],
  languages: ['da', 'en', 'ar'],
  help_asked_at: null,
  diary_silent: false,
};

const later = { desk: '2', start: '2026-03-03T14:10:00+01:00', end: '2026-03-03T14:40:00+01:00' };
const nextDay = { desk: '1', start: '2026-03-04T09:00:00+01:00', end: '2026-03-04T09:30:00+01:00' };
const offers: Offer[] = [
  { kind: 'later_today', placement: later, latest: '2026-03-03T14:30:00+01:00' },
  { kind: 'standby' },
  { kind: 'next_day', date: '2026-03-04', placement: nextDay, latest: '2026-03-04T09:20:00+01:00' },
];
const full: ReasonWithText[] = [
  { code: 'no_time_today', longest_wait_minutes: 90, text: 'Der er ikke flere tider i dag.' },
];

const flow = (more: Partial<Flow>): Flow => ({ ...initialState(0), ...more });
const at = (title: string, more: Partial<Flow>, props: object = {}, view: KioskView = usual) => ({
  title,
  view,
  props: { flow: flow(more), ...props },
});

export const states: States<KioskView> = {
  branded: { ...at('Start: kontorets logo og farve', {}), branding: exampleBranding },
  branded_wide: { ...at('Start: bredt logo', {}), branding: wideBranding },
  branded_no_colour: {
    ...at('Start: logo uden farve', {}),
    branding: { ...wideBranding, colour: null },
  },
  start: at('Start: den første ledige tid', {}),
  demo: at('Start i demoen, med oplæsning', {}, { demo: '1234', speaks: true }),
  none_free: at('Start: ingen tid at love', {}, {}, { ...usual, first_free: null }),
  diary_silent: at('Start: en kalender svarer ikke', {}, {}, { ...usual, diary_silent: true }),
  notice: at('Start: besked i dag', {}, {}, { ...usual, day_notice: mitidDown }),
  notice_long: at('Start: en lang besked, kun på dansk', {}, {}, { ...usual, day_notice: longNotice }),
  card_unknown: at('Start: kortet er ukendt', { problem: 'unknown_code', byCard: true }),
  closed: at(
    'Lukket til i morgen',
    {},
    {},
    {
      ...usual,
      open: false,
      first_free: null,
      opens_at: '2026-03-04T09:00:00+01:00',
    },
  ),
  closed_today: at(
    'Lukket til senere i dag',
    {},
    {},
    {
      ...usual,
      now: '2026-03-03T08:20:00+01:00',
      open: false,
      first_free: null,
      opens_at: '2026-03-03T10:00:00+01:00',
    },
  ),
  code: at('Kode: fire tal tastet', { step: 'code', code: '1234' }),
  code_unknown: at('Kode: ukendt', { step: 'code', problem: 'unknown_code' }),
  code_too_many: at('Kode: for mange forsøg', { step: 'code', problem: 'too_many_tries' }),
  errand: at('Ærinde: seks fliser', { step: 'errand' }),
  errand_witness: at('Ærinde: ledsageren har været vidne for tit', {
    step: 'errand',
    witness: { times: 3, most: 3, days: 120, left: 0, again_on: '2026-03-24' },
  }),
  errand_witness_last: at('Ærinde: ledsageren kan være vidne én gang til', {
    step: 'errand',
    witness: { times: 2, most: 3, days: 120, left: 1, again_on: null },
  }),
  errand_long: at(
    'Ærinde: kontorets egne, lange ord',
    { step: 'errand' },
    {},
    {
      ...usual,
      office: 'Borgerservice og Biblioteker i Ringkøbing-Skjern Kommune, afdelingen ved rådhuset',
      errands: [...ownErrands.slice(0, 4), 'new_mitid', 'own_errand_forgotten'],
      words: ownWords,
    },
  ),
  errand_many: at(
    'Ærinde: flere, end en skærm har plads til',
    { step: 'errand' },
    {},
    {
      ...usual,
      errands: [...usual.errands, ...ownErrands, 'own_errand_forgotten'],
      words: {
        ...ownWords,
        icons: { ...ownWords.icons, own_errand_forgotten: 'document' },
      },
    },
  ),
  needs: at('Hensyn og papirer: intet valgt', { step: 'needs' }),
  needs_chosen: at('Hensyn: to valgt, og hvad ingen skranke har samtidig', {
    step: 'needs',
    needs: ['interpreter', 'short_wait'],
  }),
  needs_all: at(
    'Hensyn: én skranke har det hele',
    { step: 'needs', needs: ['step_free'] },
    {},
    {
      ...usual,
      needs_together: [['step_free', 'quiet_room', 'interpreter']],
    },
  ),
  sending: at('Tiden findes', { step: 'sending' }),
  done: at('Færdig: nummer og tid', { step: 'done', ticket }, { returns: 0.7 }),
  done_notice: at(
    'Færdig, og der er en besked i dag',
    { step: 'done', ticket },
    { returns: 0.7 },
    { ...usual, day_notice: longNotice },
  ),
  done_expected: at(
    'Færdig: hvornår de nok bliver kaldt',
    {
      step: 'done',
      ticket: {
        ...ticket,
        window: {
          earliest: '2026-03-03T10:35:00+01:00',
          latest: '2026-03-03T10:50:00+01:00',
          from: 'foresight',
        },
      },
    },
    { returns: 0.6 },
  ),
  done_untranslated: at('Færdig: kontoret har kun dansk', {
    step: 'done',
    ticket: { ...ticket, area_text: { da: 'venteområdet ved hovedindgangen' } },
  }),
  done_held: at('Færdig: siden bliver', {
    step: 'done',
    returnStopped: true,
    ticket: { ...ticket, number: 1204 },
  }),
  done_standby: at(
    'Færdig: venter på en ledig tid',
    {
      step: 'done',
      ticket: {
        ...ticket,
        placement: null,
        promise: null,
        standby: true,
        reasons: [{ code: 'chose_standby', text: '' }],
      },
    },
    { returns: 0.9 },
  ),
  done_kept: at(
    'Færdig: tid en anden dag',
    {
      step: 'done',
      ticket: {
        ...ticket,
        kept_for: '2026-03-04',
        placement: nextDay,
        promise: { earliest: nextDay.start, latest: '2026-03-04T09:20:00+01:00' },
        reasons: [{ code: 'chose_next_day', start: nextDay.start, text: '' }],
      },
    },
    { returns: 0.9 },
  ),
  no_time: at('Ikke flere tider: tre tilbud', { step: 'no_time', offers, reasons: full }),
  no_time_one: at('Ikke flere tider: kun at vente', {
    step: 'no_time',
    offers: offers.slice(1, 2),
    reasons: full,
  }),
  warning: at('Er I her stadig?', { step: 'needs' }, { warns: 0.6 }),
  help: at(
    'En medarbejder kommer',
    { step: 'errand' },
    {},
    { ...usual, help_asked_at: '2026-03-03T10:19:40+01:00' },
  ),
  help_failed: at('Hjælp kan ikke kaldes', { step: 'errand', helpFailed: true }),
  trouble: at('Ingen forbindelse, mens nummeret tages', { step: 'trouble', problem: 'unreachable' }),
  no_desk: at('Ingen skranke har det hele', { step: 'trouble', problem: 'no_desk_offers_this' }),
  disk_full: at('Serveren kan ikke skrive', { step: 'trouble', problem: 'disk_full' }),
  stale: {
    ...at('Skærmen har mistet forbindelsen', {}),
    status: 'stale',
    staleSince: Date.parse('2026-03-03T10:18:00+01:00'),
  },
  ...kioskRefused(usual),
};
