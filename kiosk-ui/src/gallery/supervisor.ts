// SPDX-License-Identifier: MPL-2.0
import { exampleBranding } from './branding';
import { mitidDown } from './dayNotice';
import { type Code, Problem } from '../lib/problem';
import type { Actions, Draft } from '../screens/supervisor/types';
import type { SupervisorView } from '../wire/wire';
import { inASilence, sources } from './holds';
import type { States } from './state';
import { breaking, breakingTomorrow, closingToday, office, running } from './supervisorAnswers';
import { at, clockChange, crowded, deskStates, empty, found, stamp, usual } from './supervisorDay';

const silent = inASilence(usual);

const g1 = { place: { desk: '1', start: at(10, 45), end: at(11, 30) }, hold: 'hard' as const };
const selected: Draft = { kind: 'change', gap: 'g1', ...g1, was: g1 };
const shortened: Draft = { ...selected, place: { ...g1.place, end: at(11, 15) } };
const moved: Draft = { ...selected, place: { desk: '4', start: at(13, 30), end: at(14, 15) } };
const opened: Draft = {
  kind: 'open',
  place: { desk: '5', start: at(10, 30), end: at(11, 15) },
  hold: 'soft',
};

const with_ = (
  props: Record<string, unknown> = {},
  actions: Partial<Actions> = {},
): { props: Record<string, unknown> } => ({
  props: { ...props, actions: office(actions) },
});
const no =
  (code: Code, status = 409) =>
  () =>
    Promise.reject(new Problem(status, { code }));

export const states: States<SupervisorView> = {
  branded: { title: 'Kontorets logo og farve', view: usual, ...with_(), branding: exampleBranding },
  empty: { title: 'Morgen, intet endnu', view: empty, ...with_() },
  usual: { title: 'Formiddag', view: usual, ...with_() },
  notice: { title: 'Besked i dag står på skærmene', view: { ...usual, day_notice: mitidDown }, ...with_() },
  notice_written: {
    title: 'Besked i dag skrives',
    view: { ...usual, day_notice: mitidDown },
    ...with_({ writing: true }),
  },
  silent: { title: 'Tidsbestillingen svarer ikke', view: silent, ...with_({}, { sources }) },
  crowded: { title: 'Travl dag, mange skranker, hjælp ønskes', view: crowded, ...with_() },
  selected: { title: 'En friholdt tid valgt', view: usual, ...with_({ draft: selected }) },
  opening: { title: 'Ny friholdt tid, virkning vist', view: usual, ...with_({ draft: opened }) },
  shortening: { title: 'Tid afkortet, virkning vist', view: usual, ...with_({ draft: shortened }) },
  breaking: {
    title: 'Flytning, der bryder løfter',
    view: usual,
    ...with_({ draft: moved }, { previewGap: () => Promise.resolve(breaking) }),
  },
  refused: {
    title: 'Afslag: der ligger en aftale',
    view: usual,
    ...with_({ draft: moved }, { previewGap: no('overlaps_booking') }),
  },
  unreachable: {
    title: 'Serveren svarede ikke',
    view: usual,
    ...with_({ draft: moved }, { previewGap: no('unreachable', 0) }),
  },
  condition: {
    title: 'Opsætningen er afvist, og en tavle er stum',
    view: usual,
    ...with_({
      condition: {
        not_ready: null,
        clock_jump: { to: '2026-03-03T10:12:00+01:00', minutes: 47 },
        setup_refused: { code: 'desk_in_use', desk: '4', detail: 'Desk «4» is in use.' },
        configuration_refused: 'mintur.toml:31: «minutes»: write a whole number of minutes, such as 30',
        access_refused: 'access.toml:12: «chief» is none of them; write one of: kiosk, board, clerk',
        certificate: { code: 'ends_soon', ends: '2026-03-15T00:59:59+01:00', detail: null },
        silent_boards: ['board:hallen'],
        untranslated: [
          { text: 'Vielse og prøvelsesattest', missing: ['en', 'ar'] },
          { text: 'Parkeringskort', missing: ['ar'] },
        ],
      },
    }),
  },
  closing_desk: {
    title: 'En skranke lukkes, løfter brydes',
    view: usual,
    ...with_(
      { panel: { desk: '1', act: 'leave', ticket: null } },
      { previewLeaving: () => Promise.resolve(breaking) },
    ),
  },
  away: {
    title: 'Ingen ved en skranke for en tid',
    view: usual,
    ...with_({ panel: { desk: '4', act: 'away', ticket: null } }),
  },
  desks: {
    title: 'Skranker i alle tilstande',
    view: deskStates,
    ...with_({ search: { sought: 12, found } }),
  },
  resolving: {
    title: 'Et besøg, ingen har afsluttet',
    view: deskStates,
    ...with_({ panel: { desk: '3', act: 'resolve', ticket: 't11' } }),
  },
  raising: {
    title: 'Et nummer haster: hvem det går foran',
    view: usual,
    ...with_({ raising: { ticket: 't16', number: 16, urgency: 'raised' } }),
  },
  devices: { title: 'Skærmene, og hvem der har givet numre', view: usual, ...with_({ page: 'devices' }) },
  devices_pairing: {
    title: 'En skærm godkendes med sin kode',
    view: usual,
    ...with_({ page: 'devices', code: 'KTR-WXD' }),
  },
  voiding: {
    title: 'Falske numre slettes samlet',
    view: usual,
    ...with_({ page: 'devices', device: 'kiosk:indgang' }),
  },
  table: { title: 'Dagen som tabel', view: usual, ...with_({ asTable: true }) },
  stale: {
    title: 'Forbindelsen er væk',
    view: usual,
    status: 'stale',
    staleSince: Date.parse(stamp('10:20')),
    ...with_(),
  },
  closed: { title: 'Lukket dag', view: { ...empty, hours: null }, ...with_() },
  plan: { title: 'Ugeplan', view: usual, ...with_({ page: 'plan' }) },
  planEmpty: {
    title: 'Ugeplan uden linjer',
    view: empty,
    ...with_({ page: 'plan' }, { plan: () => Promise.resolve([]) }),
  },
  closures: { title: 'Lukkedage og skranker uden medarbejder', view: usual, ...with_({ page: 'closures' }) },
  closing: {
    title: 'En lukkedag, der bryder løfter',
    view: usual,
    ...with_(
      { page: 'closures', closing: '2026-03-04' },
      { previewClosure: () => Promise.resolve(breakingTomorrow) },
    ),
  },
  closingToday: {
    title: 'Dagen lukkes, mens folk venter',
    view: usual,
    ...with_(
      { page: 'closures', closing: '2026-03-03' },
      { previewClosure: () => Promise.resolve(closingToday) },
    ),
  },
  closuresNone: {
    title: 'Ingen lukkedage endnu',
    view: empty,
    ...with_(
      { page: 'closures' },
      { closures: () => Promise.resolve({ special_days: [], absences: [], proposed: [] }) },
    ),
  },
  advice: { title: 'Råd om friholdt tid', view: usual, ...with_({ page: 'advice' }) },
  adviceTooLittle: {
    title: 'Råd: for få data',
    view: usual,
    ...with_(
      { page: 'advice' },
      { advice: () => Promise.resolve({ kind: 'too_little', seen: 4, needed: 10 }) },
    ),
  },
  policy: { title: 'Regler', view: usual, ...with_({ page: 'policy' }) },
  trials: {
    title: 'Prøvehandlinger, en opfølgning mangler',
    view: { ...usual, reviews_due: 1 },
    ...with_({ page: 'trials' }),
  },
  trialsNone: {
    title: 'Ingen prøvehandlinger endnu',
    view: usual,
    ...with_(
      { page: 'trials' },
      { trials: () => Promise.resolve({ ...running, trials: [], baseline: null }) },
    ),
  },
  events: { title: 'Hændelser', view: usual, ...with_({ page: 'events' }) },
  eventsFailing: {
    title: 'Hændelser kan ikke hentes',
    view: usual,
    ...with_({ page: 'events' }, { events: no('unreachable', 0) }),
  },
  spring: { title: 'Dag med 23 timer', view: clockChange('2026-03-29', '+01:00', 1380), ...with_() },
  autumn: { title: 'Dag med 25 timer', view: clockChange('2026-10-25', '+02:00', 1500), ...with_() },
  long: {
    title: 'Lange ord',
    view: {
      ...usual,
      office: 'Borgerservice og Biblioteker, Jobcenter og Ydelsescenter Midtby Hovedbygning (demo)',
      desks: usual.desks.map((each) => ({ ...each, name: `${each.name} Ydelsesvejledning` })),
      figures: {
        ...usual.figures,
        waiting: 128,
        gap_minutes_left: 12_345,
        promises_given: 1204,
        promises_kept: 1187,
      },
    },
    ...with_({ draft: shortened }),
  },
};
