// SPDX-License-Identifier: MPL-2.0
import { type Policy, policyRanges } from '../wire/wire';

type Numbers = keyof typeof policyRanges;
type Switches = Exclude<keyof Policy, Numbers>;

/** One of the policy's numbers, with its limits. */
export interface Field {
  name: Numbers;
  least: number;
  most: number;
  unit: 'minutes' | 'seconds' | 'times' | 'points';
}

const field = (name: Numbers, unit: Field['unit']): Field => ({ name, unit, ...policyRanges[name] });

export const groups: { name: string; fields: Field[] }[] = [
  {
    name: 'promise',
    fields: [
      field('promise_minutes', 'minutes'),
      field('longest_wait_minutes', 'minutes'),
      field('slack_minutes', 'minutes'),
    ],
  },
  { name: 'order', fields: [field('ordinary_rate', 'points'), field('raised_rate', 'points')] },
  { name: 'time', fields: [field('release_minutes', 'minutes'), field('overrun_minutes', 'minutes')] },
  {
    name: 'call',
    fields: [
      field('recalls_before_absent', 'times'),
      field('absence_grace_minutes', 'minutes'),
      field('undo_seconds', 'seconds'),
    ],
  },
];

/** What is on or off, and beside which numbers it stands. */
export const switches: readonly { name: Switches; group: string }[] = [
  { name: 'plan_with_learned', group: 'promise' },
  { name: 'lend_freed', group: 'time' },
];

/** What stands in the fields, as typed; what is not named there is as the office has it. */
export type Typed = Partial<Record<Numbers, string> & Record<Switches, boolean>>;

export const wordOf = (name: string): string => name.replaceAll('_', '-');

export function isWithin(field: Field, typed: string): boolean {
  return /^\d+$/.test(typed.trim()) && Number(typed) >= field.least && Number(typed) <= field.most;
}

/** The office's policy with what was typed; numbers this screen does not know yet go back as they came. */
export function policyFrom(policy: Policy, typed: Typed): Policy {
  const changes = Object.entries(typed).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? value : Number(value),
  ]);
  return { ...policy, ...(Object.fromEntries(changes) as Partial<Policy>) };
}

/** The settings whose typed value is not the office's. */
export function changedFields(policy: Policy, typed: Typed): (keyof Policy)[] {
  const names = Object.keys(typed) as (keyof Policy)[];
  return names.filter((name) => String(typed[name]).trim() !== String(policy[name]));
}
