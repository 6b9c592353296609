// SPDX-License-Identifier: MPL-2.0
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as sound from '../../../lib/sound';
import { type Alert, alertsOf, type Watched } from './alerts';
import { type AlertSettings, keptAlerts, usual } from './alertSettings';
import { watchAlerts } from './alertWatch.svelte';
import { type AwayKiosk, awayOf } from './deviceWatch.svelte';

const tones = vi.spyOn(sound, 'chime').mockImplementation(() => {});
beforeEach(() => void tones.mockClear());

const ten = Date.parse('2026-03-03T10:00:00Z');
const before = (minutes: number): string => new Date(ten - minutes * 60_000).toISOString();
const calm: Watched = {
  figures: { longest_wait_since: null, promises_at_risk: 0 },
  help_asked_at: null,
};
const kiosk = {
  actor: 'kiosk:indgang',
  role: 'kiosk',
  revoked_at: null as string | null,
  open_screens: 0,
  seen_at: before(1) as string | null,
};
const away: AwayKiosk[] = [{ actor: kiosk.actor, sinceMs: 1_000 }];

const kindsOf = (watched: Watched, kiosks: AwayKiosk[] = [], settings = usual, pageMs = 61_000): string[] =>
  alertsOf(watched, kiosks, settings, ten, pageMs).map(({ kind }) => kind);

describe('a supervisor', () => {
  it('is alerted when a threshold is passed, and not before', () => {
    expect(kindsOf(calm)).toEqual([]);
    expect(kindsOf({ ...calm, help_asked_at: before(1) })).toEqual([]);
    expect(kindsOf({ ...calm, help_asked_at: before(2) })).toEqual(['help']);
    const figures = (minutes: number, promises_at_risk = 0): Watched => ({
      ...calm,
      figures: { longest_wait_since: before(minutes), promises_at_risk },
    });
    expect(kindsOf(figures(44))).toEqual([]);
    expect(kindsOf(figures(45, 1))).toEqual(['risk', 'wait']);
    expect(kindsOf(figures(45, 1), [], { ...usual, risk: 2, wait: 60 })).toEqual([]);
    expect(kindsOf(figures(600, 9), away, { ...usual, risk: null, wait: null, kiosk: null })).toEqual([]);
  });
  it('hears of a kiosk that is away, and not of one that is open, new or no longer let in', () => {
    expect(kindsOf(calm, away)).toEqual(['kiosk']);
    expect(kindsOf(calm, away, usual, 60_000)).toEqual([]);
    const others = [
      { ...kiosk, open_screens: 1 },
      { ...kiosk, role: 'board' },
      { ...kiosk, seen_at: null },
      { ...kiosk, revoked_at: before(1) },
    ];
    expect(awayOf(away, others, 2_000)).toEqual([]);
    expect(awayOf(away, [kiosk, { ...kiosk, actor: 'kiosk:ny' }], 2_000)).toEqual([
      ...away,
      { actor: 'kiosk:ny', sinceMs: 2_000 },
    ]);
  });
});

/** A screen that is alerted of what is put there. */
function screen(chosen: Partial<AlertSettings> = {}) {
  let now = $state.raw<Alert[] | null>([]);
  let watch!: ReturnType<typeof watchAlerts>;
  const close = $effect.root(() => {
    watch = watchAlerts({
      alerts: () => now,
      settings: () => ({ ...usual, ...chosen }),
      text: ({ key }) => key,
      title: () => 'Dagen i dag',
    });
  });
  flushSync();
  return {
    close,
    open: () => watch.open.map(({ key }) => key),
    is: (...keys: string[]) => {
      now = keys.map((key) => ({ kind: 'help', key, about: { since: before(2) } }));
      flushSync();
    },
    unknown: () => {
      now = null;
      flushSync();
    },
    risks: (count: number) => {
      now = [{ kind: 'risk', key: 'risk', about: { count } }];
      flushSync();
    },
    answers: () => {
      watch.open.forEach(watch.answer);
      flushSync();
    },
  };
}

describe('an alert', () => {
  it('is heard once, stands in the tab until it is answered, and comes back for the next', () => {
    const shown = screen();
    shown.is('a');
    shown.is('a');
    expect([shown.open(), document.title, tones.mock.calls.length]).toEqual([['a'], '● a', 1]);
    shown.answers();
    shown.is('a');
    expect([shown.open(), document.title, tones.mock.calls.length]).toEqual([[], 'Dagen i dag', 1]);
    shown.is('a', 'b');
    expect([shown.open(), tones.mock.calls.length]).toEqual([['b'], 2]);
    shown.is();
    shown.is('a');
    expect([shown.open(), tones.mock.calls.length], 'it was over and is back').toEqual([['a'], 3]);
    shown.close();
  });
  it('that was answered stays so while the screen has no connection', () => {
    const shown = screen();
    shown.is('a');
    shown.answers();
    shown.unknown();
    shown.is('a');
    expect([shown.open(), tones.mock.calls.length]).toEqual([[], 1]);
    shown.close();
  });
  it('of promises at risk comes back when there are more, not when there are fewer', () => {
    const shown = screen();
    shown.risks(3);
    shown.answers();
    for (const count of [2, 1, 3]) shown.risks(count);
    expect([shown.open(), tones.mock.calls.length]).toEqual([[], 1]);
    shown.risks(4);
    expect([shown.open(), tones.mock.calls.length]).toEqual([['risk'], 2]);
    shown.close();
  });
  it('may be silent', () => {
    const shown = screen({ sound: false, tab: false });
    shown.is('a');
    expect([shown.open(), document.title, tones.mock.calls.length]).toEqual([['a'], 'Dagen i dag', 0]);
    shown.close();
  });
});

describe('what was chosen', () => {
  it('is kept, and the usual where what was kept is none of the choices', () => {
    const read = (kept: unknown) => keptAlerts.read({ getItem: () => JSON.stringify(kept) });
    const chosen = { ...usual, wait: null, risk: 3, sound: false };
    expect(read(chosen)).toEqual(chosen);
    for (const damaged of [{ ...usual, wait: 7 }, { ...usual, tab: 'yes' }, {}, null])
      expect(read(damaged)).toEqual(usual);
  });
});
