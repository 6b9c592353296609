// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { type Environment, Pairing } from './pairing.svelte';
import { Problem } from './problem';

type Answer = Record<string, unknown> | Problem;

/** A server that answers these in turn, and time that passes at once. */
function office(answers: Answer[]): {
  asked: [string, unknown][];
  pauses: number[];
  tokens: string[];
  seen: (string | null)[];
  run: () => Promise<Pairing>;
} {
  const asked: [string, unknown][] = [];
  const pauses: number[] = [];
  const tokens: string[] = [];
  const seen: (string | null)[] = [];
  const post = <T>(path: string, body: unknown): Promise<T> => {
    asked.push([path, body]);
    const answer = answers.shift();
    if (answer === undefined) throw new Error('asked once too often');
    if (answer instanceof Problem) throw answer;
    return Promise.resolve(answer as T);
  };
  const run = async (): Promise<Pairing> => {
    const environment: Environment = {
      sleep(ms) {
        pauses.push(ms);
        seen.push(pairing.trouble ?? pairing.code);
        if (answers.length === 0) pairing.end();
        return Promise.resolve();
      },
      paired: (token) => void tokens.push(token),
    };
    const pairing = new Pairing({ post }, { screen: 'desk', desk: '3' }, environment);
    await pairing.run();
    return pairing;
  };
  return { asked, pauses, tokens, seen, run };
}

const code = (name: string): Answer => ({ code: name, secret: `secret of ${name}`, seconds: 600 });

describe('a screen that is not paired', () => {
  it('shows its code until somebody confirms it, and takes its token once', async () => {
    const { asked, tokens, seen, run } = office([code('KTR-WXD'), { token: null }, { token: 'granted' }]);
    await run();
    expect(seen).toEqual(['KTR-WXD', 'KTR-WXD']);
    expect(tokens).toEqual(['granted']);
    expect(asked[0]).toEqual(['/pairings', { screen: 'desk', desk: '3' }]);
    expect(asked[2]).toEqual(['/pairings/outcome', { secret: 'secret of KTR-WXD' }]);
  });

  it('shows a new code when the time of the old one is over', async () => {
    const over = new Problem(404, { code: 'unknown_pairing' });
    const { seen, run } = office([code('AAA-BBB'), over, code('CCC-DDD')]);
    expect((await run()).code).toBe('CCC-DDD');
    expect(seen).toEqual(['AAA-BBB', null, 'CCC-DDD']);
  });

  it('says that many wait, and asks less often', async () => {
    const full = new Problem(429, { code: 'too_many_pairings' });
    const { seen, pauses, run } = office([full, code('KTR-WXD')]);
    await run();
    expect(seen).toEqual(['too_many', 'KTR-WXD']);
    expect(pauses[0]).toBeGreaterThan(pauses[1] ?? 0);
  });

  it('keeps its code while the server is away', async () => {
    const away = new Problem(0, { code: 'unreachable' });
    const { asked, run } = office([code('KTR-WXD'), away, { token: null }]);
    expect((await run()).code).toBe('KTR-WXD');
    expect(asked.filter(([path]) => path === '/pairings')).toHaveLength(1);
  });
});
