// SPDX-License-Identifier: MPL-2.0
import type { Code } from '../../lib/problem';
import type {
  CheckInRequest,
  Feature,
  Identification,
  Language,
  Offer,
  ReasonWithText,
  Ticket,
  WitnessUse,
} from '../../wire/wire';

/**
 * One visit at the kiosk, as a pure reducer: an event with its time goes in; the new state and the effects
 * come out.
 */

export type Step = 'start' | 'code' | 'errand' | 'needs' | 'sending' | 'trouble' | 'no_time' | 'done';

/** The three features somebody may ask for, and that they cannot wait long. */
export type Need = Exclude<Feature, 'without_photo'> | 'short_wait';

/** A check-in in the language that was chosen. */
export type CheckIn = CheckInRequest & Required<Pick<CheckInRequest, 'language'>>;

export interface Display {
  language: Language;
  large: boolean;
  contrast: boolean;
  low: boolean;
  read: boolean;
}

export interface State {
  step: Step;
  display: Display;
  /** Digits typed so far; shown as dots only. */
  code: string;
  /** The code last sent came from a card. */
  byCard: boolean;
  requesting: boolean;
  /** Why the last request failed: the problem's stable code. */
  problem: Code | null;
  companion: string | null;
  witness: WitnessUse | null;
  errand: string | null;
  identification: Identification | null;
  needs: Need[];
  /** The check-in under way and the key that makes every repetition of it the same. */
  sent: { request: CheckIn; key: string } | null;
  /** When a check-in without an answer is tried again. */
  retryAt: number | null;
  offers: Offer[];
  reasons: ReasonWithText[];
  ticket: Ticket | null;
  /** On the last page: a touch has stopped the return. */
  returnStopped: boolean;
  helpFailed: boolean;
  /** When somebody last touched, and when this step began. */
  touchedAt: number;
  since: number;
  warned: boolean;
}

export type VisitEvent =
  | { type: 'touch' }
  | { type: 'tick' }
  | { type: 'card'; code: string }
  | { type: 'open_code' }
  | { type: 'digit'; digit: string }
  | { type: 'erase' }
  | { type: 'send_code' }
  | { type: 'companion'; companion: string; witness: WitnessUse }
  | { type: 'companion_refused'; problem: Code }
  | { type: 'errand'; errand: string }
  | { type: 'need'; need: Need }
  | { type: 'all_needs'; needs: Need[] }
  /** The last answer, which checks in. */
  | { type: 'identification'; identification: Identification }
  | { type: 'offer'; offer: Offer['kind'] }
  | { type: 'retry' }
  | { type: 'ticket'; key: string; ticket: Ticket }
  | { type: 'no_time'; key: string; offers: Offer[]; reasons: ReasonWithText[] }
  | { type: 'failed'; key: string; problem: Code }
  /** A newer state of the ticket on the last page. */
  | { type: 'ticket_updated'; ticket: Ticket }
  | { type: 'back' }
  | { type: 'start_over' }
  | { type: 'language'; language: Language }
  | { type: 'toggle'; what: 'large' | 'contrast' | 'low' | 'read' }
  | { type: 'help' }
  | { type: 'help_failed' };

export type Effect =
  | { do: 'ask_companion'; code: string }
  | { do: 'check_in'; request: CheckIn; key: string }
  /** Nobody waits for this check-in any more, whether or not it has happened. */
  | { do: 'withdraw'; key: string }
  | { do: 'ask_help' }
  | { do: 'sound' };

/** What each event brings with it. */
export interface EventContext {
  /** Milliseconds that only go forward. */
  at: number;
  newKey: () => string;
}

export interface Transition {
  state: State;
  effects: Effect[];
}

export const idleMs = 60_000;
export const warningMs = 20_000;
export const returnMs = 40_000;
export const retryMs = 5_000;
/** Codes that can be typed; cards have codes of up to twelve characters. */
export const codeLength = { least: 4, most: 8 };

const defaultDisplay: Display = { language: 'da', large: false, contrast: false, low: false, read: false };

export function initialState(at: number): State {
  return {
    step: 'start',
    display: defaultDisplay,
    code: '',
    byCard: false,
    requesting: false,
    problem: null,
    companion: null,
    witness: null,
    errand: null,
    identification: null,
    needs: [],
    sent: null,
    retryAt: null,
    offers: [],
    reasons: [],
    ticket: null,
    returnStopped: false,
    helpFailed: false,
    touchedAt: at,
    since: at,
    warned: false,
  };
}

/** Failures that pass by themselves; the same check-in is sent again until it is answered. */
export const isTemporary = (problem: Code | null): boolean =>
  problem === 'unreachable' ||
  problem === 'busy' ||
  problem === 'disk_full' ||
  (problem ?? '').startsWith('http_5');

const withoutEffects = (state: State): Transition => ({ state, effects: [] });

/** Whether anything is left that the next person should not find. */
export const isInUse = (state: State): boolean =>
  state.step !== 'start' ||
  state.problem !== null ||
  state.helpFailed ||
  JSON.stringify(state.display) !== JSON.stringify(defaultDisplay);

/** How much of the last page's own time is left, from 1 to 0; nothing while it does not return by itself. */
export function returnTimeLeft(state: State, at: number): number | null {
  if (state.step !== 'done' || state.returnStopped) return null;
  return Math.max(0, 1 - (at - state.since) / returnMs);
}

/** How much of the warning's time is left, from 1 to 0; nothing while nobody is warned. */
export function warningTimeLeft(state: State, at: number): number | null {
  if (!isInUse(state) || returnTimeLeft(state, at) !== null) return null;
  const idle = at - state.touchedAt;
  return idle < idleMs ? null : Math.max(0, 1 - (idle - idleMs) / warningMs);
}

function requestOf(state: State, ifFull?: Offer['kind']): CheckIn {
  const request: CheckIn = {
    errand: state.errand ?? '',
    identification: state.identification ?? 'unknown',
    needs: state.needs.filter((need) => need !== 'short_wait'),
    language: state.display.language,
    urgency: state.needs.includes('short_wait') ? 'raised' : 'ordinary',
  };
  if (state.companion) request.companion = state.companion;
  if (ifFull) request.if_full = ifFull;
  return request;
}

const goTo = (state: State, step: Step, at: number, more: Partial<State> = {}): State => ({
  ...state,
  problem: null,
  helpFailed: false,
  retryAt: null,
  ...more,
  step,
  since: at,
});

/** One key for this check-in, kept through every repetition, so that it happens once. */
function send(state: State, request: CheckIn, { at, newKey }: EventContext): Transition {
  const sent = { request, key: newKey() };
  return { state: goTo(state, 'sending', at, { sent }), effects: [{ do: 'check_in', ...sent }] };
}

function askCompanion(state: State, code: string, byCard: boolean): Transition {
  const next = { ...state, code: '', byCard, requesting: true, problem: null };
  return { state: next, effects: [{ do: 'ask_companion', code }] };
}

const previousSteps: Partial<Record<Step, Step>> = {
  code: 'start',
  errand: 'start',
  needs: 'errand',
  no_time: 'needs',
};

/** From a lasting failure, back to the choice of needs. */
const previousStep = (state: State): Step | undefined =>
  state.step === 'trouble' && !isTemporary(state.problem) ? 'needs' : previousSteps[state.step];

export const canGoBack = (state: State): boolean => previousStep(state) !== undefined;

/** Going back to the start keeps the display settings: it is still the same person. */
function back(state: State, at: number): State {
  const step = previousStep(state);
  if (!step) return state;
  return step === 'start'
    ? { ...initialState(at), display: state.display }
    : goTo(state, step, at, { code: '', sent: null });
}

/** A check-in that was sent and may have happened without anybody seeing its number. */
function unansweredKey({ step, sent, requesting, problem }: State): string | null {
  const open = step === 'sending' || (step === 'trouble' && (requesting || isTemporary(problem)));
  return open && sent ? sent.key : null;
}

/** A new visit. What the former one left without an answer is withdrawn. */
function beginAgain(state: State, next: State): Transition {
  const key = unansweredKey(state);
  return { state: next, effects: key === null ? [] : [{ do: 'withdraw', key }] };
}

function tick(state: State, context: EventContext): Transition {
  const { at } = context;
  if (returnTimeLeft(state, at) === 0 || warningTimeLeft(state, at) === 0)
    return beginAgain(state, initialState(at));
  if (!state.warned && warningTimeLeft(state, at) !== null)
    return { state: { ...state, warned: true }, effects: [{ do: 'sound' }] };
  if (state.step === 'trouble' && state.retryAt !== null && at >= state.retryAt) return retry(state);
  return withoutEffects(state);
}

/** Stays on the page of the failure until there is an answer. */
function retry(state: State): Transition {
  if (state.step !== 'trouble' || !state.sent || state.requesting) return withoutEffects(state);
  return {
    state: { ...state, requesting: true, retryAt: null },
    effects: [{ do: 'check_in', ...state.sent }],
  };
}

/** The answer to a check-in that was abandoned has no effect. */
const isExpected = (state: State, key: string): boolean =>
  state.sent?.key === key && (state.step === 'sending' || state.step === 'trouble');

function applyAnswer(
  state: State,
  event: Extract<VisitEvent, { key: string }>,
  { at }: EventContext,
): Transition {
  if (!isExpected(state, event.key)) return withoutEffects(state);
  // The idle time starts again with the answer.
  const here = { ...state, requesting: false, touchedAt: at, warned: false };
  if (event.type === 'ticket')
    return withoutEffects(goTo(here, 'done', at, { ticket: event.ticket, sent: null }));
  if (event.type === 'no_time') {
    return withoutEffects(
      goTo(here, 'no_time', at, { offers: event.offers, reasons: event.reasons, sent: null }),
    );
  }
  const retryAt = isTemporary(event.problem) ? at + retryMs : null;
  const since = state.step === 'trouble' ? state.since : at;
  return withoutEffects({
    ...state,
    requesting: false,
    step: 'trouble',
    problem: event.problem,
    retryAt,
    since,
  });
}

export function reduce(state: State, event: VisitEvent, context: EventContext): Transition {
  const { at } = context;
  switch (event.type) {
    case 'tick':
      return tick(state, context);
    case 'touch':
      return withoutEffects({
        ...state,
        touchedAt: at,
        warned: false,
        returnStopped: state.returnStopped || state.step === 'done',
      });
    case 'card': {
      // The next citizen with the same companion starts a new visit. During a visit a card has no effect.
      if (state.step === 'done') return askCompanion(initialState(at), event.code, true);
      const ready = (state.step === 'start' || state.step === 'code') && !state.requesting;
      return ready
        ? askCompanion({ ...state, touchedAt: at, warned: false }, event.code, true)
        : withoutEffects(state);
    }
    case 'open_code':
      return withoutEffects(state.step === 'start' && !state.requesting ? goTo(state, 'code', at) : state);
    case 'digit': {
      if (state.step !== 'code' || state.requesting || state.code.length >= codeLength.most)
        return withoutEffects(state);
      return withoutEffects({ ...state, code: state.code + event.digit, problem: null });
    }
    case 'erase':
      return withoutEffects({ ...state, code: state.code.slice(0, -1) });
    case 'send_code': {
      const whole = state.step === 'code' && !state.requesting && state.code.length >= codeLength.least;
      return whole ? askCompanion(state, state.code, false) : withoutEffects(state);
    }
    case 'companion': {
      if (!state.requesting || (state.step !== 'start' && state.step !== 'code'))
        return withoutEffects(state);
      const { companion, witness } = event;
      const change = { requesting: false, companion, witness, touchedAt: at };
      return withoutEffects(goTo(state, 'errand', at, change));
    }
    case 'companion_refused':
      return withoutEffects(
        state.requesting ? { ...state, requesting: false, problem: event.problem } : state,
      );
    case 'errand':
      return withoutEffects(
        state.step === 'errand' ? goTo(state, 'needs', at, { errand: event.errand }) : state,
      );
    case 'need': {
      const without = state.needs.filter((need) => need !== event.need);
      const needs = without.length < state.needs.length ? without : [...state.needs, event.need];
      return withoutEffects(state.step === 'needs' ? { ...state, needs } : state);
    }
    case 'all_needs': {
      const all = event.needs.every((need) => state.needs.includes(need));
      return withoutEffects(state.step === 'needs' ? { ...state, needs: all ? [] : event.needs } : state);
    }
    case 'identification': {
      if (state.step !== 'needs') return withoutEffects(state);
      const complete = { ...state, identification: event.identification };
      return send(complete, requestOf(complete), context);
    }
    case 'offer':
      return state.step === 'no_time'
        ? send(state, requestOf(state, event.offer), context)
        : withoutEffects(state);
    case 'retry':
      return retry(state);
    case 'ticket':
    case 'no_time':
    case 'failed':
      return applyAnswer(state, event, context);
    case 'ticket_updated': {
      const same = state.step === 'done' && state.ticket?.id === event.ticket.id;
      return withoutEffects(
        same ? { ...state, ticket: { ...event.ticket, reasons: state.ticket?.reasons ?? [] } } : state,
      );
    }
    case 'back':
      return withoutEffects(state.requesting ? state : back(state, at));
    case 'start_over':
      return beginAgain(state, initialState(at));
    case 'language':
      return withoutEffects({ ...state, display: { ...state.display, language: event.language } });
    case 'toggle':
      return withoutEffects({
        ...state,
        display: { ...state.display, [event.what]: !state.display[event.what] },
      });
    case 'help':
      return { state: { ...state, helpFailed: false }, effects: [{ do: 'ask_help' }] };
    case 'help_failed':
      return withoutEffects({ ...state, helpFailed: true });
  }
}
