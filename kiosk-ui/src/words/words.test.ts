// SPDX-License-Identifier: MPL-2.0
import { type Entry, FluentParser, Visitor, type VariableReference } from '@fluent/syntax';
import { describe, expect, it } from 'vitest';

const lists = import.meta.glob<string>('./*/*.ftl', { query: '?raw', import: 'default', eager: true });
const parser = new FluentParser({ withSpans: false });
const path = (language: string, file: string): string => `./${language}/${file}.ftl`;

const everywhere = ['kiosk', 'ticket', 'busy', 'start', 'reason', 'common', 'signin', 'access', 'notice'];
const staffOnly = [
  'advice',
  'board',
  'desk',
  'desks',
  'holds',
  'problem',
  'reminder',
  'report',
  'alerts',
  'supervisor',
  'trials',
  'windows',
  'worth',
];

class Variables extends Visitor {
  names = new Set<string>();
  override visitVariableReference(node: VariableReference): void {
    this.names.add(node.id.name);
  }
}

function variablesOf(entry: Entry): string {
  const visitor = new Variables();
  visitor.visit(entry);
  return [...visitor.names].sort().join(' ');
}

/** Each message of a list with the variables it uses. */
function messages(at: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of parser.parse(lists[at] ?? '').body) {
    if (entry.type === 'Junk') throw new Error(`${at}: not understood: ${entry.content}`);
    if (entry.type !== 'Message') continue;
    if (entry.id.name in found) throw new Error(`${at}: ${entry.id.name} stands twice`);
    found[entry.id.name] = variablesOf(entry);
  }
  return found;
}

describe.each([...everywhere, ...staffOnly])('%s.ftl', (file) => {
  const danish = messages(path('da', file));
  const others = everywhere.includes(file) ? ['en', 'ar'] : ['en'];

  it.each(others)('says the same in %s, with the same values', (language) => {
    expect(messages(path(language, file))).toEqual(danish);
  });

  it('begins every key with its own name, so that no two lists collide', () => {
    for (const key of Object.keys(danish)) expect(key).toMatch(new RegExp(`^${file}-`));
  });
});

describe('every list', () => {
  it('is one of the known ones', () => {
    const known = [
      ...[...everywhere, ...staffOnly].flatMap((file) => [path('da', file), path('en', file)]),
      ...everywhere.map((file) => path('ar', file)),
    ];
    expect(Object.keys(lists).sort()).toEqual(known.sort());
  });

  it('in Arabic says that nobody has reviewed it', () => {
    for (const file of everywhere) {
      expect(lists[path('ar', file)]).toMatch(/^# machine draft, not reviewed by a native speaker\n/);
    }
  });

  it('in Danish labels nobody and never asks for patience', () => {
    for (const [at, text] of Object.entries(lists)) {
      if (at.startsWith('./da/')) expect(text).not.toMatch(/udsat|sårbar|hjemløs|vent venligst/i);
    }
  });
});
