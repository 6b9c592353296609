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
    const strikes = new RepeatGuard();
    strikes.shows('call', 0);
    expect(strikes.counts(0)).toBe(true);
    strikes.shows('arrive', 1_000);
    expect(strikes.counts(1_300)).toBe(false);
    expect(strikes.counts(1_500)).toBe(true);
  });

  it('calls once: the second finds the button busy', async () => {
    const work = new ActionRunner();
    work.sees(view(null));
    const keys: string[] = [];
    let answer = (): void => {};
    const call = (key: string): Promise<void> => (keys.push(key), new Promise((go) => (answer = go)));
    const first = work.run('call', call);
    expect(await work.run('call', call)).toBe(false);
    answer();
    work.sees(view('t17'));
    expect(await first).toBe(true);
    expect(keys).toHaveLength(1);
    expect(work.busy).toBeNull();
  });
});

describe('a call whose answer was lost', () => {
  const lost = () => Promise.reject(new Problem(0, { code: 'unreachable' }));

  it('is asked again with the same key, so nobody is called twice', async () => {
    const work = new ActionRunner();
    work.sees(view(null));
    const keys: string[] = [];
    await work.run('call', (key) => (keys.push(key), lost()));
    expect(work.refusal?.text).toBe('Serveren svarer ikke. Prøv igen, der sker kun ét kald.');
    await work.run('call', (key) => (keys.push(key), lost()));
    expect(keys[0]).toBe(keys[1]);
  });

  it('is over when the screen shows the number called', async () => {
    const work = new ActionRunner();
    work.sees(view(null));
    const keys: string[] = [];
    await work.run('call', (key) => (keys.push(key), lost()));
    work.sees(view('t17'));
    work.sees(view(null));
    await work.run('call', (key) => (keys.push(key), lost()));
    expect(keys[0]).not.toBe(keys[1]);
  });
});

describe('a refusal', () => {
  it('is one plain sentence, with the reason the server gave', async () => {
    const work = new ActionRunner();
    const reasons = [{ code: 'something_new', text: 'Nummer 17 har brug for 45 minutter.' }];
    await work.run('call', () => Promise.reject(new Problem(409, { code: 'nobody_fits', reasons })));
    expect(work.refusal).toEqual({
      text: 'Ingen af dem, der venter, passer til skranken nu.',
      why: 'Nummer 17 har brug for 45 minutter.',
    });
  });

  it('that this screen does not know still says what to do', async () => {
    const work = new ActionRunner();
    await work.run('call', () => Promise.reject(new Problem(418, { code: 'never_heard_of' })));
    expect(work.refusal?.text).toBe('Det lod sig ikke gøre. Prøv igen, eller spørg en kollega.');
  });

  it('lets the next press be a new wish', async () => {
    const work = new ActionRunner();
    const keys: string[] = [];
    const refused = (key: string): Promise<never> => (
      keys.push(key),
      Promise.reject(new Problem(409, { code: 'nobody_waits' }))
    );
    await work.run('call', refused);
    await work.run('call', refused);
    expect(keys[0]).not.toBe(keys[1]);
  });
});

describe('a key', () => {
  it('belongs to one wish', () => {
    let made = 0;
    const wishes = new IdempotencyKeys(() => String(++made));
    expect([wishes.keyFor('arrive:t17'), wishes.keyFor('arrive:t17'), wishes.keyFor('park:t17')]).toEqual([
      '1',
      '1',
      '2',
    ]);
  });
});
