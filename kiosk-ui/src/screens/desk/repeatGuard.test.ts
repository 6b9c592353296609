// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { Problem } from '../../lib/problem';
import type { DeskView } from '../../wire/wire';
import { RepeatGuard, IdempotencyKeys } from './repeatGuard';
import { ActionRunner } from './actionRunner.svelte';

const view = (ticket: string | null): DeskView =>
  ({
    staffed: true,
    current: ticket ? { ticket, state: 'called', recalls: 0 } : null,
    undo: null,
  }) as unknown as DeskView;

describe('a double press', () => {
  it('does not do what the button says next', () => {
    const guard = new RepeatGuard();
    guard.labelShown('call', 0);
    expect(guard.accepts(0)).toBe(true);
    guard.labelShown('arrive', 1_000);
    expect(guard.accepts(1_300)).toBe(false);
    expect(guard.accepts(1_500)).toBe(true);
  });

  it('calls once: the second finds the button busy', async () => {
    const runner = new ActionRunner();
    runner.viewChanged(view(null));
    const keys: string[] = [];
    let answer = (): void => {};
    const call = (key: string): Promise<void> => (keys.push(key), new Promise((go) => (answer = go)));
    const first = runner.run('call', call);
    expect(await runner.run('call', call)).toBe(false);
    answer();
    runner.viewChanged(view('t17'));
    expect(await first).toBe(true);
    expect(keys).toHaveLength(1);
    expect(runner.busy).toBeNull();
  });
});

describe('a call whose answer was lost', () => {
  const lost = () => Promise.reject(new Problem(0, { code: 'unreachable' }));

  it('is repeated with the same key, so nobody is called twice', async () => {
    const runner = new ActionRunner();
    runner.viewChanged(view(null));
    const keys: string[] = [];
    await runner.run('call', (key) => (keys.push(key), lost()));
    expect(runner.refusal?.text).toBe('Serveren svarer ikke. Prøv igen, der sker kun ét kald.');
    await runner.run('call', (key) => (keys.push(key), lost()));
    expect(keys[0]).toBe(keys[1]);
  });

  it('is over when the screen shows the number called', async () => {
    const runner = new ActionRunner();
    runner.viewChanged(view(null));
    const keys: string[] = [];
    await runner.run('call', (key) => (keys.push(key), lost()));
    runner.viewChanged(view('t17'));
    runner.viewChanged(view(null));
    await runner.run('call', (key) => (keys.push(key), lost()));
    expect(keys[0]).not.toBe(keys[1]);
  });
});

describe('a refusal', () => {
  it('is one plain sentence, with the reason the server gave', async () => {
    const runner = new ActionRunner();
    const reasons = [{ code: 'something_new' as never, text: 'Nummer 17 har brug for 45 minutter.' }];
    await runner.run('call', () => Promise.reject(new Problem(409, { code: 'nobody_fits', reasons })));
    expect(runner.refusal).toEqual({
      code: 'nobody_fits',
      text: 'Ingen af dem, der venter, passer til skranken nu.',
      why: 'Nummer 17 har brug for 45 minutter.',
    });
  });

  it('that this screen does not know still says what to do', async () => {
    const runner = new ActionRunner();
    await runner.run('call', () => Promise.reject(new Problem(418, { code: 'never_heard_of' as never })));
    expect(runner.refusal?.text).toBe('Det lod sig ikke gøre. Prøv igen, eller spørg en kollega.');
  });

  it('makes the next press a new action', async () => {
    const runner = new ActionRunner();
    const keys: string[] = [];
    const refused = (key: string): Promise<never> => (
      keys.push(key),
      Promise.reject(new Problem(409, { code: 'nobody_waits' }))
    );
    await runner.run('call', refused);
    await runner.run('call', refused);
    expect(keys[0]).not.toBe(keys[1]);
  });
});

describe('a key', () => {
  it('belongs to one action', () => {
    let made = 0;
    const wishes = new IdempotencyKeys(() => String(++made));
    expect([wishes.keyFor('arrive:t17'), wishes.keyFor('arrive:t17'), wishes.keyFor('park:t17')]).toEqual([
      '1',
      '1',
      '2',
    ]);
  });
});
