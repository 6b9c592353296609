// SPDX-License-Identifier: MPL-2.0
/** The ledger as the supervisor reads it: what people changed, from what to what, who did it and why. */
import type { Gap, LedgerEvent, Policy, TimeRange } from '../../../wire/wire';

/** A value of a sentence; `at` becomes a clock time, `word` a word of the list, `desk` what stands on it. */
export type Value = string | number | { at: number } | { word: string } | { desk: string };

export interface EventEntry {
  seq: number;
  at: number;
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

type Description = Pick<EventEntry, 'key' | 'values' | 'details'>;
type EventOf<Kind extends LedgerEvent['kind']> = Extract<LedgerEvent, { kind: Kind }>;
/** A gap as far as it is shown. */
type KnownGap = TimeRange & Pick<Gap, 'desk' | 'hold'>;

/** Describes events. Remembers earlier ones, because an event names only the new values. */
export class EventHistory {
  last = 0;
  entries: EventEntry[] = [];
  #gaps = new Map<string, KnownGap>();
  #numbers = new Map<string, number>();
  /** The desk of each absence. */
  #absences = new Map<string, string>();

  /** Takes the next events in order; true if any of them is shown. */
  add(events: readonly LedgerEvent[]): boolean {
    const before = this.entries.length;
    for (const event of events) {
      if (event.seq <= this.last) continue;
      this.last = event.seq;
      const description = this.#describe(event);
      if (description) this.entries.push({ ...common(event), ...description });
    }
    return this.entries.length > before;
  }

  #describe(event: LedgerEvent): Description | null {
    switch (event.kind) {
      case 'day_started':
        event.tickets.forEach(({ id, number }) => this.#numbers.set(id, number));
        event.gaps.forEach((gap) => this.#gaps.set(String(gap.id), gap));
        event.absences?.forEach(({ id, desk }) => this.#absences.set(id, desk));
        return null;
      case 'ticket_checked_in':
        this.#numbers.set(event.id, event.number);
        return null;
      case 'gap_opened':
        this.#gaps.set(String(event.gap.id), event.gap);
        return plain(event.gap.origin === 'freed_booking' ? 'gap-freed' : 'gap-opened', gapValues(event.gap));
      case 'gap_changed':
        return this.#changed(event);
      case 'gap_ended': {
        const gap = this.#gaps.get(event.gap);
        return gap ? plain(`gap-${hyphens(event.how)}`, gapValues(gap)) : plain('gap-ended', {});
      }
      case 'plan_changed':
        return plain('plan-changed', { lines: event.plan.length });
      case 'special_day_set':
        return specialDay(event);
      case 'special_day_removed':
        return plain('special-day-removed', { date: written(event.date) });
      case 'absence_planned':
        return this.#planned(event);
      case 'absence_cancelled':
        return plain('absence-cancelled', { desk: this.#absences.get(event.absence) ?? '–' });
      case 'policy_changed':
        return { ...plain('policy-changed', {}), details: changedSettings(event.from, event.policy) };
      case 'promise_broken':
        return this.#broken(event);
      case 'hold_booked_over':
        return plain('hold-booked-over', { desk: { desk: event.desk }, ...rangeValues(event.time) });
      case 'desk_opened':
      case 'desk_left':
        return plain(hyphens(event.kind), { desk: { desk: event.desk } });
      default:
        return null;
    }
  }

  #changed({ gap, desk, hold, time }: EventOf<'gap_changed'>): Description {
    const now = { desk, hold, ...time };
    const was = this.#gaps.get(gap);
    this.#gaps.set(gap, now);
    if (!was) return plain('gap-changed', gapValues(now));
    return plain('gap-changed-from', { ...gapValues(now), ...prefixed(gapValues(was)) });
  }

  #planned({ absence: { id, desk, start, end } }: EventOf<'absence_planned'>): Description {
    this.#absences.set(id, desk);
    const [from, to] = [written(start), written(end)];
    const values = { desk, start: timeValue(start), end: timeValue(end) };
    return from === to ? plain('absence-planned', values) : plain('absence-of-days', { desk, from, to });
  }

  #broken({ ticket, cause, broken, promise }: EventOf<'promise_broken'>): Description {
    const values = {
      number: String(this.#numbers.get(ticket) ?? '–'),
      cause: { word: `supervisor-cause-${hyphens(cause)}` },
      latest: timeValue(broken.latest),
    };
    if (!promise) return plain('promise-broken', values);
    return plain('promise-broken-instead', { ...values, instead: timeValue(promise.latest) });
  }
}

const hyphens = (name: string): string => name.replaceAll('_', '-');

/** "24.12.2026", of a date or a time. */
const written = (at: string): string => at.slice(0, 10).split('-').reverse().join('.');

function specialDay({ day: { date, periods } }: EventOf<'special_day_set'>): Description {
  if (periods.length === 0) return plain('special-day-closed', { date: written(date) });
  const hours = periods.map(({ opens, closes }) => `${opens}–${closes}`).join(', ');
  return plain('special-day-open', { date: written(date), hours });
}

/** What was said when it was done. */
function noteOf(event: LedgerEvent): string | null {
  if (event.kind === 'special_day_set') return event.day.note;
  if (event.kind === 'absence_planned') return event.absence.note;
  return 'note' in event && event.note ? event.note : null;
}

const common = (event: LedgerEvent): Pick<EventEntry, 'seq' | 'at' | 'actor' | 'why' | 'byHand'> => ({
  seq: event.seq,
  at: Date.parse(event.at),
  actor: event.actor,
  why: noteOf(event),
  byHand: !isSystem(event.actor) || event.kind === 'promise_broken',
});

/** The role in an actor such as `supervisor` or `supervisor:4f2a`. */
export const roleOf = (actor: string): string => (/^[a-z]+/i.exec(actor)?.[0] ?? '').toLowerCase();

const isSystem = (actor: string): boolean =>
  ['system', 'office', 'clock', 'diary', 'keeper', 'mintur', ''].includes(roleOf(actor));

const plain = (key: string, values: Record<string, Value>): Description => ({
  key,
  values,
  details: [],
});

/** Each setting of the policy that has another value. */
function changedSettings(from: Policy, to: Policy): EventEntry['details'] {
  const names = Object.keys(to) as (keyof Policy)[];
  return names
    .filter((name) => name in from && from[name] !== to[name])
    .map((name) => {
      const field = { word: `supervisor-policy-${hyphens(name)}` };
      return {
        key: 'policy-setting',
        values: { field, from: settingValue(from[name]), to: settingValue(to[name]) },
      };
    });
}

const settingValue = (value: number | boolean): Value =>
  typeof value === 'boolean' ? { word: value ? 'supervisor-yes' : 'supervisor-no' } : value;

const timeValue = (at: string): Value => ({ at: Date.parse(at) });

const rangeValues = ({ start, end }: TimeRange): Record<string, Value> => ({
  start: timeValue(start),
  end: timeValue(end),
});

const gapValues = ({ desk, hold, ...time }: KnownGap): Record<string, Value> => ({
  desk: { desk },
  ...rangeValues(time),
  hold: { word: `supervisor-hold-${hold}` },
});

const prefixed = (values: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`was-${name}`, value]));
