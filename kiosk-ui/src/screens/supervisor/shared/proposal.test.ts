import { describe, expect, it, vi } from 'vitest';
import { Problem } from '../../../lib/problem';
import { type Ask, Proposal } from './proposal.svelte';
import type { Consent, Preview } from '../types';

const calm: Preview = { moves: [], broken: [], booking_gains_minutes: -15 };
const promise = { earliest: '2026-03-03T10:45:00+01:00', latest: '2026-03-03T11:05:00+01:00' };
const breaking: Preview = { ...calm, broken: [{ ticket: 't', number: 14, promise, instead: null }] };

function asking(
  preview: Preview | Problem,
  act: (consent: Consent) => Promise<unknown> = () => Promise.resolve(),
) {
  const ask = {
    preview: vi.fn(() => (preview instanceof Problem ? Promise.reject(preview) : Promise.resolve(preview))),
    act: vi.fn(act),
  } satisfies Ask;
  return ask;
}
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

async function shown(ask: Ask): Promise<Proposal> {
  const proposal = new Proposal();
  proposal.propose(ask);
  await settled();
  return proposal;
}

describe('a change', () => {
  it('is not made before its effect was shown', async () => {
    const ask = asking(calm);
    const proposal = new Proposal();
    proposal.propose(ask);
    expect(await proposal.confirm()).toBe(false);
    expect(ask.act).not.toHaveBeenCalled();
  });
  it('is made with a yes, without force where no promise breaks', async () => {
    const ask = asking(calm);
    const proposal = await shown(ask);
    expect(await proposal.confirm()).toBe(true);
    expect(ask.act).toHaveBeenCalledWith({});
    expect(proposal.phase).toBe('done');
  });
  it('that breaks a promise needs a reason, and is then forced with it', async () => {
    const ask = asking(breaking);
    const proposal = await shown(ask);
    proposal.reason = '   ';
    expect(await proposal.confirm()).toBe(false);
    expect(proposal.lack).toBe('reason');
    proposal.reason = ' Skranken lukker. ';
    expect(await proposal.confirm()).toBe(true);
    expect(ask.act).toHaveBeenCalledWith({ reason: 'Skranken lukker.', force: true });
  });
  it('never carries what looks like a CPR number', async () => {
    const ask = asking(calm);
    const proposal = await shown(ask);
    proposal.reason = 'Borger 010203-1234 er på vej';
    expect(await proposal.confirm()).toBe(false);
    expect(proposal.lack).toBe('cpr');
    expect(ask.act).not.toHaveBeenCalled();
  });
  it('that breaks a promise after all is shown again instead of made', async () => {
    const no = new Problem(409, { code: 'promises_would_break', preview: breaking });
    const proposal = await shown(asking(calm, () => Promise.reject(no)));
    expect(await proposal.confirm()).toBe(false);
    expect(proposal.phase).toBe('shown');
    expect(proposal.breaks).toBe(true);
    expect(proposal.problem?.code).toBe('promises_would_break');
  });
  it('that the office refuses says so, and can be dropped', async () => {
    const proposal = await shown(asking(new Problem(409, { code: 'overlaps_booking' })));
    expect(proposal.phase).toBe('refused');
    expect(proposal.problem?.code).toBe('overlaps_booking');
    proposal.cancel();
    expect(proposal.phase).toBe('none');
  });
});

describe('the effect', () => {
  it('is that of the latest request, however late an earlier answer comes', async () => {
    let late: (preview: Preview) => void = () => {};
    const proposal = new Proposal();
    proposal.propose({
      preview: () => new Promise((answer) => (late = answer)),
      act: () => Promise.resolve(),
    });
    proposal.propose(asking(calm));
    await settled();
    late(breaking);
    await settled();
    expect(proposal.breaks).toBe(false);
  });
  it('is asked for once when keys rest, not for every press', async () => {
    const waiting: (() => void)[] = [];
    const proposal = new Proposal((_, then) => {
      waiting.push(then);
      return () => void waiting.splice(waiting.indexOf(then), 1);
    });
    const ask = asking(calm);
    for (let press = 0; press < 5; press++) proposal.propose(ask, 350);
    expect(waiting).toHaveLength(1);
    waiting[0]?.();
    await settled();
    expect(ask.preview).toHaveBeenCalledTimes(1);
    expect(proposal.phase).toBe('shown');
  });
  it('is looked at anew when the day moves on, and not while the change is made', async () => {
    const ask = asking(calm, () => new Promise(() => {}));
    const proposal = await shown(ask);
    proposal.refresh();
    await settled();
    expect(ask.preview).toHaveBeenCalledTimes(2);
    void proposal.confirm();
    proposal.refresh();
    expect(ask.preview).toHaveBeenCalledTimes(2);
  });
});
