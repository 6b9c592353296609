// SPDX-License-Identifier: MPL-2.0
import { exampleBranding, wideBranding } from './branding';
import type { BoardCall, BoardView, BoardWaiting, Direction } from '../wire/wire';
import { longestNotice, longNotice, mitidDown } from './dayNotice';
import { boardRefused } from './refused';
import type { States } from './state';

const at = (time: string): string => `2026-11-23T${time}+01:00`;

const directions: Record<string, Direction> = { 1: 'left', 2: 'left', 3: 'ahead', 4: 'right', 5: 'right' };

function call(
  announcement: number,
  number: number,
  desk: string,
  time: string,
  more: Partial<BoardCall> = {},
): BoardCall {
  const direction = directions[desk] ?? 'right';
  return {
    announcement,
    number,
    desk,
    desk_name: desk,
    direction,
    announced_at: at(time),
    recalls: 0,
    pending: true,
    ...more,
  };
}

const here = { pending: false };

const waits = (number: number, earliest: string | null, latest: string | null): BoardWaiting => ({
  number,
  earliest: earliest && at(`${earliest}:00`),
  latest: latest && at(`${latest}:00`),
});

const usual: BoardView = {
  office: 'Borgerservice Midtby (demo)',
  now: at('10:20:00'),
  open: true,
  opens_at: null,
  closes_at: at('16:00:00'),
  day_notice: null,
  calls: [
    call(9, 17, '3', '10:19:40'),
    call(8, 14, '5', '10:15:00', here),
    call(7, 16, '1', '10:11:00'),
    call(6, 15, '2', '10:02:00', here),
    call(5, 12, '4', '09:58:00', here),
  ],
  waiting: [
    waits(18, '10:40', '11:00'),
    waits(19, null, null),
    waits(20, '11:15', '11:35'),
    waits(22, '11:30', '11:50'),
  ],
  waiting_more: 0,
};

const crowd: BoardWaiting[] = [
  ...Array.from({ length: 8 }, (_, index) =>
    waits(118 + index, `10:${25 + index * 4}`, `10:${35 + index * 3}`),
  ),
  waits(126, null, null),
  waits(127, '11:15', '11:35'),
];

const crowded: BoardView = {
  ...usual,
  calls: [
    call(41, 117, '4', '10:19:58'),
    call(40, 116, '1', '10:19:57'),
    call(39, 114, '2', '10:19:10'),
    call(38, 115, '5', '10:18:30'),
    call(37, 111, '3', '10:17:00', here),
  ],
  waiting: crowd,
  waiting_more: 14,
};

const empty: BoardView = { ...usual, calls: [], waiting: [] };

export const states: States<BoardView> = {
  branded: { title: 'Kontorets logo og farve', view: crowded, branding: exampleBranding },
  branded_wide: { title: 'Bredt logo', view: usual, branding: wideBranding },
  branded_stale: {
    title: 'Kontorets logo, forbindelsen er væk',
    view: crowded,
    status: 'stale',
    staleSince: Date.parse('2026-03-03T10:20:00+01:00'),
    branding: exampleBranding,
  },
  usual: { title: 'En almindelig formiddag', view: usual },
  empty: { title: 'Åbent, ingen kaldt endnu', view: empty },
  crowded: { title: 'Mange venter', view: crowded },
  notice: { title: 'Besked i dag, på tre sprog', view: { ...crowded, day_notice: mitidDown } },
  notice_longest: {
    title: 'Den længste besked, på tre sprog',
    view: { ...crowded, day_notice: longestNotice },
  },
  notice_long: { title: 'En lang besked, kun på dansk', view: { ...crowded, day_notice: longNotice } },
  two_at_once: {
    title: 'To kald på én gang: det første har sit øjeblik',
    view: crowded,
    props: { announcedBefore: crowded.calls.slice(2) },
  },
  recall: {
    title: 'Kaldt igen',
    view: {
      ...usual,
      calls: [
        call(10, 16, '1', '10:19:59', { recalls: 1 }),
        ...usual.calls.filter((each) => each.number !== 16),
      ],
    },
    props: { announcedBefore: usual.calls },
  },
  arrived: {
    title: 'Alle er kommet til skranken',
    view: { ...usual, calls: usual.calls.map((each) => ({ ...each, pending: false })) },
  },
  long_words: {
    title: 'Skranker med navne',
    view: {
      ...crowded,
      office: 'Borgerservice og Bibliotek i Den Gamle Rådhushal (demo)',
      calls: [
        call(41, 117, '12', '10:19:58', { desk_name: 'Stillerummet', direction: 'left' }),
        call(40, 116, '11', '10:19:30', { desk_name: 'Samtalerum B' }),
        call(39, 114, '10', '10:19:10', { desk_name: '12' }),
        call(38, 115, '5', '10:18:30', here),
      ],
    },
  },
  stale: {
    title: 'Uden forbindelse et øjeblik',
    view: usual,
    status: 'stale',
    staleSince: Date.parse(at('10:18:40')),
  },
  stale_long: {
    title: 'Uden forbindelse i mere end fem minutter',
    view: usual,
    status: 'stale',
    staleSince: Date.parse(at('10:12:00')),
  },
  before_opening: {
    title: 'Før åbning',
    view: { ...empty, now: at('09:40:00'), open: false, opens_at: at('10:00:00') },
  },
  after_closing: {
    title: 'Efter lukketid',
    view: {
      ...empty,
      now: at('16:20:00'),
      open: false,
      opens_at: '2026-11-24T10:00:00+01:00',
      closes_at: null,
    },
  },
  last_calls: {
    title: 'Lukket, men et nummer er endnu kaldt',
    view: { ...usual, now: at('16:02:00'), open: false, opens_at: '2026-11-24T10:00:00+01:00', waiting: [] },
  },
  ...boardRefused(usual),
};
