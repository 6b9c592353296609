import type { Language } from '../../lib/clock';
import type { Reason } from '../../lib/words.svelte';
import type { Feature, Identification } from '../../wire/wire';
import type { IfFull, Offer, Order, Ticket } from './visit';

/**
 * One visit at the kiosk, as a machine that only computes: events go in with the moment they happened,
 * the new state and what is to be done outside come out.
 */

export type Step = 'start' | 'code' | 'errand' | 'needs' | 'sending' | 'trouble' | 'no_time' | 'done';

/** The three features somebody may ask for, and that they cannot wait long. */
export type Need = Exclude<Feature, 'without_photo'> | 'short_wait';

export interface Look {
  language: Language;
  large: boolean;
  contrast: boolean;
  low: boolean;
  read: boolean;
}

export interface State {
  step: Step;
  look: Look;
  /** Digits typed so far; shown as dots only. */
  code: string;
  /** The code just asked about came from a card. */
  byCard: boolean;
  asking: boolean;
  /** Why the last request failed: the problem's stable code. */
  problem: string | null;
  companion: string | null;
  errand: string | null;
  identification: Identification | null;
  needs: Need[];
  /** The check-in under way and the key that makes every repetition of it the same. */
  sent: { order: Order; key: string } | null;
  /** When a check-in without an answer is tried again. */
  retryAt: number | null;
  offers: Offer[];
  reasons: Reason[];
  ticket: Ticket | null;
  /** On the last page: a touch has stopped the return. */
  held: boolean;
  helpFailed: boolean;
  /** When somebody last touched, and when this step began. */
  touchedAt: number;
  since: number;
  warned: boolean;
}

export type FlowEvent =
  | { type: 'touch' }
  | { type: 'tick' }
  | { type: 'card'; code: string }
  | { type: 'open_code' }
  | { type: 'digit'; digit: string }
  | { type: 'erase' }
  | { type: 'send_code' }
  | { type: 'companion'; companion: string }
  | { type: 'companion_refused'; problem: string }
  | { type: 'errand'; errand: string }
  | { type: 'need'; need: Need }
  | { type: 'all_needs'; needs: Need[] }
  /** The last question: its answer checks in. */
  | { type: 'papers'; identification: Identification }
  | { type: 'take_offer'; offer: IfFull }
  | { type: 'retry' }
  | { type: 'ticket'; key: string; ticket: Ticket }
  | { type: 'no_time'; key: string; offers: Offer[]; reasons: Reason[] }
  | { type: 'failed'; key: string; problem: string }
  /** The ticket on the last page, as the office knows it by now. */
  | { type: 'ticket_again'; ticket: Ticket }
  | { type: 'back' }
  | { type: 'start_over' }
  | { type: 'language'; language: Language }
  | { type: 'toggle'; what: 'large' | 'contrast' | 'low' | 'read' }
  | { type: 'help' }
  | { type: 'help_failed' };

export type Effect =
  | { do: 'ask_companion'; code: string }
  | { do: 'check_in'; order: Order; key: string }
  | { do: 'ask_help' }
  | { do: 'sound' };

/** What comes from outside with each event. */
export interface Outside {
  /** Milliseconds that only go forward. */
  at: number;
  newKey: () => string;
}

export interface Turn {
  state: State;
  effects: Effect[];
}

export const idleAfter = 60_000;
export const warningFor = 20_000;
export const returnAfter = 40_000;
export const retryEvery = 5_000;
export const codeLength = { least: 4, most: 8 };

const plain: Look = { language: 'da', large: false, contrast: false, low: false, read: false };

export function fresh(at: number): State {
  return {
    step: 'start',
    look: plain,
    code: '',
    byCard: false,
    asking: false,
    problem: null,
    companion: null,
    errand: null,
    identification: null,
    needs: [],
    sent: null,
    retryAt: null,
    offers: [],
    reasons: [],
    ticket: null,
    held: false,
    helpFailed: false,
    touchedAt: at,
    since: at,
    warned: false,
  };
}

/** Those failures that pass by themselves; the same check-in is sent again until it is answered. */
export const passes = (problem: string | null): boolean =>
  problem === 'unreachable' ||
  problem === 'busy' ||
  problem === 'disk_full' ||
  (problem ?? '').startsWith('http_5');

const stays = (state: State): Turn => ({ state, effects: [] });

/** Something the next person should not find. */
export const touched = (state: State): boolean =>
  state.step !== 'start' ||
  state.problem !== null ||
  state.helpFailed ||
  JSON.stringify(state.look) !== JSON.stringify(plain);

/** How much of the last page's own time is left, from 1 to 0; nothing while it does not return by itself. */
export function returning(state: State, at: number): number | null {
  if (state.step !== 'done' || state.held) return null;
  return Math.max(0, 1 - (at - state.since) / returnAfter);
}

/** How much of the warning's time is left, from 1 to 0; nothing while nobody is warned. */
export function warning(state: State, at: number): number | null {
  if (!touched(state) || returning(state, at) !== null) return null;
  const idle = at - state.touchedAt;
  return idle < idleAfter ? null : Math.max(0, 1 - (idle - idleAfter) / warningFor);
}

function orderOf(state: State, ifFull?: IfFull): Order {
  const order: Order = {
    errand: state.errand ?? '',
    identification: state.identification ?? 'unknown',
    needs: state.needs.filter((need) => need !== 'short_wait'),
    language: state.look.language,
    urgency: state.needs.includes('short_wait') ? 'raised' : 'ordinary',
  };
  if (state.companion) order.companion = state.companion;
  if (ifFull) order.if_full = ifFull;
  return order;
}

const to = (state: State, step: Step, at: number, more: Partial<State> = {}): State => ({
  ...state,
  problem: null,
  helpFailed: false,
  retryAt: null,
  ...more,
  step,
  since: at,
});

/** One key for this wish, kept through every repetition, so that the office takes it once. */
function send(state: State, order: Order, { at, newKey }: Outside): Turn {
  const sent = { order, key: newKey() };
  return { state: to(state, 'sending', at, { sent }), effects: [{ do: 'check_in', ...sent }] };
}

function ask(state: State, code: string, byCard: boolean): Turn {
  const asking = { ...state, code: '', byCard, asking: true, problem: null };
  return { state: asking, effects: [{ do: 'ask_companion', code }] };
}

const before: Partial<Record<Step, Step>> = {
  code: 'start',
  errand: 'start',
  needs: 'errand',
  no_time: 'needs',
};

/** From a failure that does not pass by itself, back to what was asked for. */
const stepBefore = (state: State): Step | undefined =>
  state.step === 'trouble' && !passes(state.problem) ? 'needs' : before[state.step];

export const canGoBack = (state: State): boolean => stepBefore(state) !== undefined;

/** Going back to the start keeps how the screen looks: it is still the same person. */
function back(state: State, at: number): State {
  const step = stepBefore(state);
  if (!step) return state;
  return step === 'start'
    ? { ...fresh(at), look: state.look }
    : to(state, step, at, { code: '', sent: null });
}

function tick(state: State, outside: Outside): Turn {
  const { at } = outside;
  if (returning(state, at) === 0 || warning(state, at) === 0) return stays(fresh(at));
  if (!state.warned && warning(state, at) !== null)
    return { state: { ...state, warned: true }, effects: [{ do: 'sound' }] };
  if (state.step === 'trouble' && state.retryAt !== null && at >= state.retryAt) return retry(state);
  return stays(state);
}

/** Stays on the page that says what to do; only the answer leads on. */
function retry(state: State): Turn {
  if (state.step !== 'trouble' || !state.sent || state.asking) return stays(state);
  return { state: { ...state, asking: true, retryAt: null }, effects: [{ do: 'check_in', ...state.sent }] };
}

/** The answer to a check-in that was given up since must not lead anywhere. */
const awaited = (state: State, key: string): boolean =>
  state.sent?.key === key && (state.step === 'sending' || state.step === 'trouble');

function answered(state: State, event: Extract<FlowEvent, { key: string }>, { at }: Outside): Turn {
  if (!awaited(state, event.key)) return stays(state);
  // Whoever waited for the answer gets the whole time to read it.
  const here = { ...state, asking: false, touchedAt: at, warned: false };
  if (event.type === 'ticket') return stays(to(here, 'done', at, { ticket: event.ticket, sent: null }));
  if (event.type === 'no_time') {
    return stays(to(here, 'no_time', at, { offers: event.offers, reasons: event.reasons, sent: null }));
  }
  const retryAt = passes(event.problem) ? at + retryEvery : null;
  const since = state.step === 'trouble' ? state.since : at;
  return stays({ ...state, asking: false, step: 'trouble', problem: event.problem, retryAt, since });
}

export function turn(state: State, event: FlowEvent, outside: Outside): Turn {
  const { at } = outside;
  switch (event.type) {
    case 'tick':
      return tick(state, outside);
    case 'touch':
      return stays({ ...state, touchedAt: at, warned: false, held: state.held || state.step === 'done' });
    case 'card': {
      // The next citizen with the same companion: the card begins anew. In between it changes nothing.
      if (state.step === 'done') return ask(fresh(at), event.code, true);
      const ready = (state.step === 'start' || state.step === 'code') && !state.asking;
      return ready ? ask({ ...state, touchedAt: at, warned: false }, event.code, true) : stays(state);
    }
    case 'open_code':
      return stays(state.step === 'start' && !state.asking ? to(state, 'code', at) : state);
    case 'digit': {
      if (state.step !== 'code' || state.asking || state.code.length >= codeLength.most) return stays(state);
      return stays({ ...state, code: state.code + event.digit, problem: null });
    }
    case 'erase':
      return stays({ ...state, code: state.code.slice(0, -1) });
    case 'send_code': {
      const whole = state.step === 'code' && !state.asking && state.code.length >= codeLength.least;
      return whole ? ask(state, state.code, false) : stays(state);
    }
    case 'companion': {
      if (!state.asking || (state.step !== 'start' && state.step !== 'code')) return stays(state);
      return stays(to(state, 'errand', at, { asking: false, companion: event.companion, touchedAt: at }));
    }
    case 'companion_refused':
      return stays(state.asking ? { ...state, asking: false, problem: event.problem } : state);
    case 'errand':
      return stays(state.step === 'errand' ? to(state, 'needs', at, { errand: event.errand }) : state);
    case 'need': {
      const without = state.needs.filter((need) => need !== event.need);
      const needs = without.length < state.needs.length ? without : [...state.needs, event.need];
      return stays(state.step === 'needs' ? { ...state, needs } : state);
    }
    case 'all_needs': {
      const all = event.needs.every((need) => state.needs.includes(need));
      return stays(state.step === 'needs' ? { ...state, needs: all ? [] : event.needs } : state);
    }
    case 'papers': {
      if (state.step !== 'needs') return stays(state);
      const answered = { ...state, identification: event.identification };
      return send(answered, orderOf(answered), outside);
    }
    case 'take_offer':
      return state.step === 'no_time' ? send(state, orderOf(state, event.offer), outside) : stays(state);
    case 'retry':
      return retry(state);
    case 'ticket':
    case 'no_time':
    case 'failed':
      return answered(state, event, outside);
    case 'ticket_again': {
      const same = state.step === 'done' && state.ticket?.id === event.ticket.id;
      return stays(
        same ? { ...state, ticket: { ...event.ticket, reasons: state.ticket?.reasons ?? [] } } : state,
      );
    }
    case 'back':
      return stays(state.asking ? state : back(state, at));
    case 'start_over':
      return stays(fresh(at));
    case 'language':
      return stays({ ...state, look: { ...state.look, language: event.language } });
    case 'toggle':
      return stays({ ...state, look: { ...state.look, [event.what]: !state.look[event.what] } });
    case 'help':
      return { state: { ...state, helpFailed: false }, effects: [{ do: 'ask_help' }] };
    case 'help_failed':
      return stays({ ...state, helpFailed: true });
  }
}
