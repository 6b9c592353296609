import type { Policy } from '../wire/wire';

/** The policy's numbers and their limits; the server checks the same limits. */
export interface Field {
  name: string;
  least: number;
  most: number;
  unit: 'minutes' | 'seconds' | 'times' | 'points';
}

export const groups: { name: string; fields: Field[] }[] = [
  {
    name: 'promise',
    fields: [
      { name: 'promise_minutes', least: 5, most: 120, unit: 'minutes' },
      { name: 'longest_wait_minutes', least: 10, most: 480, unit: 'minutes' },
      { name: 'slack_minutes', least: 0, most: 15, unit: 'minutes' },
    ],
  },
  {
    name: 'order',
    fields: [
      { name: 'ordinary_rate', least: 1, most: 100, unit: 'points' },
      { name: 'raised_rate', least: 1, most: 100, unit: 'points' },
    ],
  },
  {
    name: 'time',
    fields: [
      { name: 'release_minutes', least: 0, most: 480, unit: 'minutes' },
      { name: 'overrun_minutes', least: 1, most: 60, unit: 'minutes' },
    ],
  },
  {
    name: 'call',
    fields: [
      { name: 'recalls_before_absent', least: 0, most: 10, unit: 'times' },
      { name: 'absence_grace_minutes', least: 0, most: 120, unit: 'minutes' },
      { name: 'undo_seconds', least: 0, most: 60, unit: 'seconds' },
    ],
  },
];

/** What is on or off, and beside which numbers it stands. */
export const switches = [
  { name: 'plan_with_learned', group: 'promise' },
  { name: 'lend_freed', group: 'time' },
] as const;

/** What stands in the fields, as typed; what is not named there is as the office has it. */
export type Typed = Record<string, string | boolean>;

export const wordOf = (name: string): string => name.replaceAll('_', '-');

export const numberIn = (policy: Policy, name: string): number | undefined => {
  const value = (policy as unknown as Record<string, unknown>)[name];
  return typeof value === 'number' ? value : undefined;
};

export function isWithin(field: Field, typed: string): boolean {
  return /^\d+$/.test(typed.trim()) && Number(typed) >= field.least && Number(typed) <= field.most;
}

/** The office's policy with what was typed; numbers this screen does not know yet go back as they came. */
export function policyFrom(policy: Policy, typed: Typed): Policy {
  const turned = Object.entries(typed).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? value : Number(value),
  ]);
  return { ...policy, ...(Object.fromEntries(turned) as Partial<Policy>) };
}

/** What was typed and is not what the office has. */
export function turnedFields(policy: Policy, typed: Typed): string[] {
  const now = policy as unknown as Record<string, unknown>;
  return Object.keys(typed).filter((name) => String(typed[name]).trim() !== String(now[name]));
}
