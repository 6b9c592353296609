/** The ledger as the supervisor reads it: what a hand changed, from what to what, who did it and why. */
import { instantIn } from '../shared/dayTime';
import type { LedgerEvent, Place } from '../types';

/** A value of a sentence; `at` becomes a clock time, `word` a word of the list. */
export type Value = string | number | { at: number } | { word: string };

export interface Story {
  seq: number;
  at: number | null;
  actor: string;
  /** `supervisor-event-` and this is the sentence. */
  key: string;
  values: Record<string, Value>;
  /** One line for each number that changed. */
  details: { key: string; values: Record<string, Value> }[];
  why: string | null;
  /** Done by a person, or a broken promise: what the page shows first. */
  byHand: boolean;
}

type Members = Record<string, unknown>;

/** What earlier events said, so that a later one can be told from what it changed. */
export class Ledger {
  last = 0;
  stories: Story[] = [];
  #gaps = new Map<string, Place & { hold: string }>();
  #numbers = new Map<string, number>();

  /** Takes the next events in order; answers whether there was anything to tell. */
  add(events: readonly LedgerEvent[]): boolean {
    const before = this.stories.length;
    for (const event of events) {
      if (event.seq <= this.last) continue;
      this.last = event.seq;
      const told = this.#tell(event);
      if (told) this.stories.push({ ...common(event), ...told });
    }
    return this.stories.length > before;
  }

  #tell(event: LedgerEvent): Pick<Story, 'key' | 'values' | 'details'> | null {
    switch (event.kind) {
      case 'day_started':
        list(event.tickets).forEach((ticket) => this.#remember(ticket));
        list(event.gaps).forEach((gap) => this.#gaps.set(String(gap.id), gapIn(gap)));
        return null;
      case 'ticket_checked_in':
        this.#remember(event);
        return null;
      case 'gap_opened': {
        const gap = members(event.gap);
        this.#gaps.set(String(gap.id), gapIn(gap));
        const key = gap.origin === 'freed_booking' ? 'gap-freed' : 'gap-opened';
        return plain(key, stretch(gapIn(gap)));
      }
      case 'gap_changed': {
        const now = gapIn({ ...members(event.time), desk: event.desk, hold: event.hold });
        const was = this.#gaps.get(String(event.gap));
        this.#gaps.set(String(event.gap), now);
        if (!was) return plain('gap-changed', stretch(now));
        return plain('gap-changed-from', { ...stretch(now), ...prefixed(stretch(was)) });
      }
      case 'gap_ended': {
        const how = String(event.how).replaceAll('_', '-');
        const gap = this.#gaps.get(String(event.gap));
        return gap ? plain(`gap-${how}`, stretch(gap)) : plain('gap-ended', {});
      }
      case 'plan_changed':
        return plain('plan-changed', { lines: Array.isArray(event.plan) ? event.plan.length : 0 });
      case 'policy_changed':
        return {
          ...plain('policy-changed', {}),
          details: turned(members(event.from), members(event.policy)),
        };
      case 'promise_broken':
        return this.#broken(event);
      case 'hold_booked_over': {
        const over = gapIn({ ...members(event.time), desk: event.desk });
        return plain('hold-booked-over', {
          desk: over.desk,
          start: { at: over.start },
          end: { at: over.end },
        });
      }
      case 'desk_opened':
      case 'desk_left':
        return plain(event.kind.replaceAll('_', '-'), { desk: String(event.desk) });
      default:
        return null;
    }
  }

  #remember(ticket: Members): void {
    if (typeof ticket.number === 'number') this.#numbers.set(String(ticket.id), ticket.number);
  }

  #broken(event: LedgerEvent): Pick<Story, 'key' | 'values' | 'details'> {
    const number = this.#numbers.get(String(event.ticket));
    const cause = { word: `supervisor-cause-${String(event.cause).replaceAll('_', '-')}` };
    const values = {
      number: number === undefined ? '–' : String(number),
      cause,
      latest: clock(members(event.broken).latest),
    };
    const instead = members(event.promise);
    if (!event.promise) return plain('promise-broken', values);
    return plain('promise-broken-instead', { ...values, instead: clock(instead.latest) });
  }
}

const common = (event: LedgerEvent): Pick<Story, 'seq' | 'at' | 'actor' | 'why' | 'byHand'> => ({
  seq: event.seq,
  at: instantIn(event.at),
  actor: event.actor,
  why:
    typeof event.note === 'string' && event.note
      ? event.note
      : typeof event.reason === 'string'
        ? event.reason
        : null,
  byHand: !isSystem(event.actor) || event.kind === 'promise_broken',
});

/** The role in an actor such as `supervisor` or `supervisor:4f2a`. */
export const roleOf = (actor: string): string => (/^[a-z]+/i.exec(actor)?.[0] ?? '').toLowerCase();

const isSystem = (actor: string): boolean =>
  ['system', 'office', 'clock', 'diary', 'keeper', 'mintur', ''].includes(roleOf(actor));

const plain = (key: string, values: Record<string, Value>): Pick<Story, 'key' | 'values' | 'details'> => ({
  key,
  values,
  details: [],
});

/** Each number of the policy that is not as it was. */
function turned(from: Members, to: Members): Story['details'] {
  return Object.keys(to)
    .filter((name) => name in from && from[name] !== to[name])
    .map((name) => {
      const field = { word: `supervisor-policy-${name.replaceAll('_', '-')}` };
      return { key: 'policy-turned', values: { field, from: said(from[name]), to: said(to[name]) } };
    });
}

const said = (value: unknown): Value =>
  typeof value === 'boolean' ? { word: value ? 'supervisor-yes' : 'supervisor-no' } : Number(value);

const members = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};
const list = (value: unknown): Members[] => (Array.isArray(value) ? value.map(members) : []);

/** Here in milliseconds, not in minutes of a day: the ledger goes over days. */
const gapIn = (gap: Members): Place & { hold: string } => ({
  desk: String(gap.desk),
  start: instantIn(gap.start) ?? 0,
  end: instantIn(gap.end) ?? 0,
  hold: String(gap.hold),
});

const clock = (value: unknown): Value => {
  const at = instantIn(value);
  return at === null ? '–' : { at };
};

const stretch = (gap: Place & { hold: string }): Record<string, Value> => ({
  desk: gap.desk,
  start: { at: gap.start },
  end: { at: gap.end },
  hold: { word: `supervisor-hold-${gap.hold}` },
});

const prefixed = (values: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`was-${name}`, value]));
