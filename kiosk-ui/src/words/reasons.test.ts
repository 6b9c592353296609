// SPDX-License-Identifier: MPL-2.0
import {
  type Entry,
  FluentParser,
  type MessageReference,
  Visitor,
  type VariableReference,
} from '@fluent/syntax';
import { describe, expect, it } from 'vitest';
import { find } from '../lib/fluent';
import { features, type Language } from '../wire/wire';
import wire from '../wire/wire.ts?raw';

const lists = import.meta.glob<string>('./*/{reason,common}.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const parser = new FluentParser({ withSpans: false });

/** Every code of the model with the values it carries, as the server's own types name them. */
function codes(): Record<string, string[]> {
  const union = /^export type Reason =\n([^]*?)\n\n/m.exec(wire)?.[1] ?? '';
  const found: Record<string, string[]> = {};
  for (const [, code, rest] of union.matchAll(/\{\s*code: '(\w+)'([^}]*)\}/g)) {
    found[code ?? ''] = [...(rest ?? '').matchAll(/(\w+):/g)].map((each) => each[1] ?? '');
  }
  return found;
}

/** The values a sentence uses, also through the messages it borrows from. */
class Used extends Visitor {
  readonly names = new Set<string>();
  constructor(readonly entries: Map<string, Entry>) {
    super();
  }
  override visitVariableReference(node: VariableReference): void {
    this.names.add(node.id.name);
  }
  override visitMessageReference(node: MessageReference): void {
    const entry = this.entries.get(node.id.name);
    if (entry) this.visit(entry);
  }
}

function entriesOf(language: Language): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const list of ['common', 'reason']) {
    for (const entry of parser.parse(lists[`./${language}/${list}.ftl`] ?? '').body) {
      if (entry.type === 'Message') entries.set(entry.id.name, entry);
    }
  }
  return entries;
}

const keyOf = (code: string): string => `reason-${code.replaceAll('_', '-')}`;

describe.each(['da', 'en', 'ar'] as const)('the reasons in %s', (language) => {
  const entries = entriesOf(language);

  it.each(Object.entries(codes()))('say %s in one sentence, from its own values alone', (code, values) => {
    const entry = entries.get(keyOf(code));
    expect(entry, `${keyOf(code)} is missing`).toBeDefined();
    const used = new Used(entries);
    if (entry) used.visit(entry);
    for (const name of used.names) expect(values).toContain(name);
  });

  it('speak of no code that the office never gives', () => {
    const known = new Set(Object.keys(codes()).map(keyOf));
    const spoken = [...entries.keys()].filter((key) => key.startsWith('reason-'));
    expect(spoken.filter((key) => !known.has(key))).toEqual([]);
  });

  it('are at most twelve words long and end', () => {
    const sample = {
      start: '10.40',
      latest: '10.40',
      booking: '11.00',
      at: '10.30',
      until: '11.00',
      desk: '3',
      number: '12',
    };
    const counts = { minutes: 20, likely_minutes: 25, available_minutes: 18, longest_wait_minutes: 90 };
    for (const code of Object.keys(codes())) {
      for (const feature of features) {
        const text = find(language, keyOf(code), { ...sample, ...counts, feature }) ?? '';
        expect(text).toMatch(/\.$/);
        expect(text.split(/\s+/).length, `${code}: ${text}`).toBeLessThanOrEqual(12);
      }
    }
  });

  it('name each thing a desk can offer in words of its own', () => {
    const texts = features.map((feature) => find(language, 'reason-needs-desk-feature', { feature }));
    expect(new Set(texts).size).toBe(features.length);
  });
});

it('are those of the API', () => {
  expect(Object.keys(codes()).length).toBeGreaterThan(40);
});
