// SPDX-License-Identifier: MPL-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import {
  canGoBack,
  type Effect,
  type VisitEvent,
  initialState,
  idleMs,
  type Need,
  returnMs,
  returnTimeLeft,
  type State,
  reduce,
  warningTimeLeft,
  warningMs,
} from './flow';
import { exampleTicket } from '../../gallery/exampleTicket';
import type { Offer, WitnessUse } from '../../wire/wire';

/** The kiosk under the test's control: time, touches and effects. */
let at = 0;
let state: State;
let effects: Effect[] = [];
let touches = 0;
let keys = 0;

const send = (event: VisitEvent): void => {
  const next = reduce(state, event, { at, newKey: () => `key-${++keys}` });
  state = next.state;
  effects.push(...next.effects);
};
const touch = (event: VisitEvent): void => {
  touches += 1;
  send({ type: 'touch' });
  send(event);
};
const pass = (ms: number): void => {
  for (const end = at + ms; at < end;) {
    at = Math.min(end, at + 250);
    send({ type: 'tick' });
  }
};
const effectsOf = (what: Effect['do']): Effect[] => effects.filter((effect) => effect.do === what);
const checkIns = () => effects.flatMap((effect) => (effect.do === 'check_in' ? [effect] : []));
const lastKey = (): string => checkIns().at(-1)?.key ?? '';

const ticket = { ...exampleTicket, reasons: [] };
const witness: WitnessUse = { times: 0, most: 3, days: 120, left: 3, again_on: null };
const offers: Offer[] = [{ kind: 'standby' }];

function showCard(): void {
  send({ type: 'card', code: 'A1B2C3' });
  send({ type: 'companion', companion: 'c-7', witness });
}
function answerAll(): void {
  showCard();
  touch({ type: 'errand', errand: 'new_mitid' });
  touch({ type: 'identification', identification: 'none' });
}

beforeEach(() => {
  at = 1_000;
  state = initialState(at);
  effects = [];
  touches = 0;
  keys = 0;
});

describe('checking in', () => {
  it('takes two touches after the card in the usual case', () => {
    answerAll();
    send({ type: 'ticket', key: lastKey(), ticket });
    expect(state).toMatchObject({ step: 'done', ticket: { number: 17 } });
    expect(touches).toBe(2);
    expect(checkIns()[0]?.request).toEqual({
      errand: 'new_mitid',
      identification: 'none',
      needs: [],
      language: 'da',
      urgency: 'ordinary',
      companion: 'c-7',
    });
  });

  it('shows when they will probably be called, on their own page only', () => {
    answerAll();
    send({ type: 'ticket', key: lastKey(), ticket });
    const window = {
      earliest: '2026-03-03T10:35:00+01:00',
      latest: '2026-03-03T10:50:00+01:00',
      from: 'foresight' as const,
    };
    send({ type: 'ticket_updated', ticket: { ...ticket, id: 't16', window } });
    expect(state.ticket?.window).toBeNull();
    send({ type: 'ticket_updated', ticket: { ...ticket, window } });
    expect(state).toMatchObject({ step: 'done', ticket: { number: 17, window } });
    send({ type: 'start_over' });
    send({ type: 'ticket_updated', ticket: { ...ticket, window } });
    expect(state).toMatchObject({ step: 'start', ticket: null });
  });

  it('takes six with three needs and a day that is full', () => {
    showCard();
    touch({ type: 'errand', errand: 'new_mitid' });
    touch({ type: 'need', need: 'interpreter' });
    touch({ type: 'need', need: 'step_free' });
    touch({ type: 'need', need: 'short_wait' });
    touch({ type: 'identification', identification: 'unknown' });
    send({ type: 'no_time', key: lastKey(), offers, reasons: [] });
    touch({ type: 'offer', offer: 'standby' });
    send({ type: 'ticket', key: lastKey(), ticket });
    expect(state.step).toBe('done');
    expect(touches).toBe(6);
    expect(checkIns().at(-1)?.request).toMatchObject({
      needs: ['interpreter', 'step_free'],
      urgency: 'raised',
      if_full: 'standby',
    });
  });

  it('takes four with all needs and a day that is full', () => {
    const needs: Need[] = ['interpreter', 'step_free', 'quiet_room', 'short_wait'];
    showCard();
    touch({ type: 'errand', errand: 'new_mitid' });
    touch({ type: 'all_needs', needs });
    touch({ type: 'identification', identification: 'none' });
    send({ type: 'no_time', key: lastKey(), offers, reasons: [] });
    touch({ type: 'offer', offer: 'standby' });
    expect(touches).toBe(4);
    expect(checkIns().at(-1)?.request).toMatchObject({
      needs: ['interpreter', 'step_free', 'quiet_room'],
      urgency: 'raised',
      identification: 'none',
      if_full: 'standby',
    });
  });

  it('takes all needs back with a second touch', () => {
    showCard();
    touch({ type: 'errand', errand: 'new_mitid' });
    touch({ type: 'all_needs', needs: ['interpreter', 'short_wait'] });
    touch({ type: 'all_needs', needs: ['interpreter', 'short_wait'] });
    expect(state.needs).toEqual([]);
  });

  it('leads back to what was chosen when no desk can meet it', () => {
    answerAll();
    send({ type: 'failed', key: lastKey(), problem: 'no_desk_offers_this' });
    expect(canGoBack(state)).toBe(true);
    touch({ type: 'back' });
    expect(state).toMatchObject({ step: 'needs', errand: 'new_mitid', sent: null });
    touch({ type: 'identification', identification: 'photo' });
    expect(checkIns()).toHaveLength(2);
  });

  it('takes one ticket for a double tap', () => {
    answerAll();
    touch({ type: 'identification', identification: 'none' });
    send({ type: 'ticket', key: lastKey(), ticket });
    touch({ type: 'identification', identification: 'none' });
    expect(checkIns()).toHaveLength(1);
  });

  it('works with a code of four to eight digits', () => {
    touch({ type: 'open_code' });
    for (const digit of '123') touch({ type: 'digit', digit });
    touch({ type: 'send_code' });
    expect(effectsOf('ask_companion')).toEqual([]);
    for (const digit of '456789') touch({ type: 'digit', digit });
    expect(state.code).toBe('12345678');
    touch({ type: 'erase' });
    touch({ type: 'send_code' });
    expect(effectsOf('ask_companion')).toEqual([{ do: 'ask_companion', code: '1234567' }]);
    expect(state.code).toBe('');
  });

  it('says that a code is unknown and lets one try again', () => {
    send({ type: 'card', code: 'ZZZZ' });
    send({ type: 'companion_refused', problem: 'unknown_code' });
    expect(state).toMatchObject({ step: 'start', problem: 'unknown_code', byCard: true });
    showCard();
    expect(state).toMatchObject({ step: 'errand', problem: null });
  });

  it('is not disturbed by a card shown in the middle, and begins anew with one at the end', () => {
    answerAll();
    send({ type: 'card', code: 'OTHER' });
    expect(effectsOf('ask_companion')).toHaveLength(1);
    send({ type: 'ticket', key: lastKey(), ticket });
    showCard();
    expect(state).toMatchObject({ step: 'errand', ticket: null, errand: null, needs: [] });
  });

  it('goes back one step at a time and keeps what was answered', () => {
    showCard();
    touch({ type: 'errand', errand: 'address' });
    touch({ type: 'need', need: 'quiet_room' });
    touch({ type: 'back' });
    touch({ type: 'errand', errand: 'address' });
    expect(state).toMatchObject({ step: 'needs', errand: 'address', needs: ['quiet_room'] });
    touch({ type: 'back' });
    touch({ type: 'back' });
    expect(state).toMatchObject({ step: 'start', companion: null, errand: null });
  });
});

describe('a check-in without an answer', () => {
  it('is sent again with the same key until the office answers', () => {
    answerAll();
    for (let lost = 0; lost < 3; lost++) {
      send({ type: 'failed', key: lastKey(), problem: 'unreachable' });
      expect(state).toMatchObject({ step: 'trouble', problem: 'unreachable' });
      pass(5_000);
    }
    expect(checkIns().map((each) => each.key)).toEqual(['key-1', 'key-1', 'key-1', 'key-1']);
    send({ type: 'ticket', key: 'key-1', ticket });
    expect(state.step).toBe('done');
  });

  it('can be tried again by hand, once at a time', () => {
    answerAll();
    send({ type: 'failed', key: lastKey(), problem: 'disk_full' });
    touch({ type: 'retry' });
    touch({ type: 'retry' });
    expect(checkIns().map((each) => each.key)).toEqual(['key-1', 'key-1']);
  });

  it('is not repeated by itself when the office said no', () => {
    answerAll();
    send({ type: 'failed', key: lastKey(), problem: 'office_closed' });
    pass(30_000);
    expect(checkIns()).toHaveLength(1);
  });

  it('leads nowhere once somebody has begun anew', () => {
    answerAll();
    touch({ type: 'start_over' });
    send({ type: 'ticket', key: 'key-1', ticket });
    expect(state.step).toBe('start');
  });

  it('is withdrawn under its key when somebody begins anew, or nobody is left', () => {
    answerAll();
    touch({ type: 'start_over' });
    expect(effectsOf('withdraw')).toEqual([{ do: 'withdraw', key: lastKey() }]);
    effects = [];
    answerAll();
    send({ type: 'failed', key: lastKey(), problem: 'unreachable' });
    pass(idleMs + warningMs);
    expect(state.step).toBe('start');
    expect(effectsOf('withdraw')).toEqual([{ do: 'withdraw', key: lastKey() }]);
  });

  it('leaves nothing to withdraw once it was answered', () => {
    answerAll();
    send({ type: 'ticket', key: lastKey(), ticket });
    touch({ type: 'start_over' });
    answerAll();
    send({ type: 'failed', key: lastKey(), problem: 'office_closed' });
    touch({ type: 'start_over' });
    answerAll();
    send({ type: 'no_time', key: lastKey(), offers, reasons: [] });
    touch({ type: 'start_over' });
    expect(effectsOf('withdraw')).toEqual([]);
  });

  it('gets another key when an offer is taken', () => {
    answerAll();
    send({ type: 'no_time', key: lastKey(), offers, reasons: [] });
    touch({ type: 'offer', offer: 'standby' });
    expect(checkIns().map((each) => each.key)).toEqual(['key-1', 'key-2']);
  });
});

describe('a kiosk that is left', () => {
  const dirty = (): void => {
    touch({ type: 'language', language: 'ar' });
    touch({ type: 'toggle', what: 'large' });
    touch({ type: 'toggle', what: 'low' });
    showCard();
    touch({ type: 'errand', errand: 'other' });
  };

  it('warns after a minute, by sight and once by sound, and twenty seconds later is as new', () => {
    dirty();
    pass(idleMs - 250);
    expect(warningTimeLeft(state, at)).toBeNull();
    pass(250);
    expect(warningTimeLeft(state, at)).toBe(1);
    pass(warningMs / 2);
    expect(warningTimeLeft(state, at)).toBeCloseTo(0.5);
    expect(effectsOf('sound')).toHaveLength(1);
    expect(state.step).toBe('needs');
    pass(warningMs / 2);
    expect(state).toEqual(initialState(at));
  });

  it('gives more time to whoever asks, as often as they ask', () => {
    dirty();
    for (let round = 0; round < 3; round++) {
      pass(idleMs + warningMs - 250);
      touch({ type: 'touch' });
      expect(warningTimeLeft(state, at)).toBeNull();
      expect(state.step).toBe('needs');
    }
    expect(effectsOf('sound')).toHaveLength(3);
  });

  it('also forgets a language chosen and nothing more', () => {
    touch({ type: 'language', language: 'en' });
    pass(idleMs + warningMs);
    expect(state.display.language).toBe('da');
  });

  it('never warns while nobody has begun', () => {
    pass(10 * idleMs);
    expect(effects).toEqual([]);
  });
});

describe('the last page', () => {
  beforeEach(() => {
    touch({ type: 'toggle', what: 'contrast' });
    answerAll();
    send({ type: 'ticket', key: lastKey(), ticket });
  });

  it('returns by itself with everything cleared', () => {
    pass(returnMs / 2);
    expect(returnTimeLeft(state, at)).toBeCloseTo(0.5);
    pass(returnMs / 2);
    expect(state).toEqual(initialState(at));
  });

  it('stays after a touch, until it is left', () => {
    send({ type: 'touch' });
    expect(returnTimeLeft(state, at)).toBeNull();
    pass(returnMs);
    expect(state.step).toBe('done');
    pass(idleMs + warningMs - returnMs);
    expect(state.step).toBe('start');
  });
});

describe('help', () => {
  it('can be asked for at every step and says so when it cannot be called', () => {
    touch({ type: 'help' });
    send({ type: 'help_failed' });
    expect(effectsOf('ask_help')).toHaveLength(1);
    expect(state).toMatchObject({ step: 'start', helpFailed: true });
    touch({ type: 'help' });
    expect(state.helpFailed).toBe(false);
  });
});
