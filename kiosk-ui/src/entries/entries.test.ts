// SPDX-License-Identifier: MPL-2.0
// @vitest-environment node
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const screens = ['kiosk', 'board', 'desk', 'supervisor', 'report'];
const isList = (id: string): boolean => id.includes('.ftl');

let chunks: Rolldown.OutputChunk[] = [];

beforeAll(async () => {
  const built = await build({
    root,
    configFile: `${root}/vite.config.ts`,
    logLevel: 'silent',
    build: { write: false },
  });
  const { output } = built as Rolldown.RolldownOutput;
  chunks = output.flatMap((file) => (file.type === 'chunk' ? [file] : []));
}, 60_000);

/** The source files a screen loads at its start, and where asked for those that it loads later. */
function modulesOf(screen: string, later = false): string[] {
  const loaded = new Set<Rolldown.OutputChunk>();
  const add = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (!chunk || loaded.has(chunk)) return;
    loaded.add(chunk);
    for (const name of [...chunk.imports, ...(later ? chunk.dynamicImports : [])])
      add(chunks.find(({ fileName }) => fileName === name));
  };
  add(chunks.find(({ isEntry, name }) => isEntry && name === screen));
  return [...loaded].flatMap(({ moduleIds }) => moduleIds);
}

/** The lists whose keys a source file names. `reason` is used through `reasonText`. */
function listsNamedIn(id: string): string[] {
  const text = readFileSync(id, 'utf8');
  const names =
    'access|advice|alerts|board|common|desks|desk|holds|kiosk|notice|reminder|report|signin|supervisor|' +
    'trials|windows|worth';
  const keys = text.matchAll(new RegExp(`(?<!class=)['"\`](${names})-`, 'g'));
  const reason = text.includes('reasonText') && !id.endsWith('words.svelte.ts') ? ['reason'] : [];
  return [...[...keys].map(([, list]) => list ?? ''), ...reason];
}

describe.each(screens)('the %s screen', (screen) => {
  it('is built with Danish words only', () => {
    const lists = modulesOf(screen).filter(isList);
    expect(lists.length).toBeGreaterThan(0);
    for (const list of lists) expect(list).toContain('/words/da/');
  });

  it('has each list it uses, and no other', () => {
    const modules = modulesOf(screen);
    const lists = modules.filter(isList).map((id) => /(\w+)\.ftl/.exec(id)?.[1]);
    const sources = modulesOf(screen, true).filter((id) => /\/src\/.*\.(ts|svelte)$/.test(id));
    const used = new Set(sources.flatMap(listsNamedIn));
    expect(lists.sort()).toEqual([...used].sort());
  });
});
