// SPDX-License-Identifier: MPL-2.0
import type { Preview } from '../../../wire/wire';
import { describe, expect, it, vi } from 'vitest';
import { Problem } from '../../../lib/problem';
import { type Change, Proposal } from './proposal.svelte';
import type { Consent } from '../types';

const calm: Preview = { moves: [], broken: [], visits_ended: [], booking_gains_minutes: -15 };
const promise = { earliest: '2026-03-03T10:45:00+01:00', latest: '2026-03-03T11:05:00+01:00' };
const breaking: Preview = { ...calm, broken: [{ ticket: 't', number: 14, promise, instead: null }] };

function changeWith(
  preview: Preview | Problem,
  apply: (consent: Consent) => Promise<unknown> = () => Promise.resolve(),
) {
  const change = {
    preview: vi.fn(() => (preview instanceof Problem ? Promise.reject(preview) : Promise.resolve(preview))),
    apply: vi.fn(apply),
  } satisfies Change;
  return change;
}
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

async function shown(change: Change): Promise<Proposal> {
  const proposal = new Proposal();
  proposal.propose(change);
  await settled();
  return proposal;
}

describe('a change', () => {
  it('is not made before its effect was shown', async () => {
    const change = changeWith(calm);
    const proposal = new Proposal();
    proposal.propose(change);
    expect(await proposal.confirm()).toBe(false);
    expect(change.apply).not.toHaveBeenCalled();
  });
  it('is made when confirmed, without force where no promise breaks', async () => {
    const change = changeWith(calm);
    const proposal = await shown(change);
    expect(await proposal.confirm()).toBe(true);
    expect(change.apply).toHaveBeenCalledWith({});
    expect(proposal.phase).toBe('done');
  });
  it('that breaks a promise needs a reason, and is then forced with it', async () => {
    const change = changeWith(breaking);
    const proposal = await shown(change);
    proposal.reason = '   ';
    expect(await proposal.confirm()).toBe(false);
    expect(proposal.missing).toBe('reason');
    proposal.reason = ' Skranken lukker. ';
    expect(await proposal.confirm()).toBe(true);
    expect(change.apply).toHaveBeenCalledWith({ reason: 'Skranken lukker.', force: true });
  });
  it('never carries what looks like a CPR number', async () => {
    const change = changeWith(calm);
    const proposal = await shown(change);
    proposal.reason = 'Borger 010203-1234 er på vej';
    expect(await proposal.confirm()).toBe(false);
    expect(proposal.missing).toBe('cpr');
    expect(change.apply).not.toHaveBeenCalled();
  });
  it('that breaks a promise after all is shown again instead of made', async () => {
    const no = new Problem(409, { code: 'promises_would_break', preview: breaking });
    const proposal = await shown(changeWith(calm, () => Promise.reject(no)));
    expect(await proposal.confirm()).toBe(false);
    expect(proposal.phase).toBe('shown');
    expect(proposal.harms).toBe(true);
    expect(proposal.problem?.code).toBe('promises_would_break');
  });
  it('that sends somebody home needs a reason', async () => {
    const closing: Preview = { ...calm, visits_ended: [{ ticket: 't21', number: 21 }] };
    const change = changeWith(closing);
    const proposal = await shown(change);
    expect(await proposal.confirm()).toBe(false);
    expect(proposal.missing).toBe('reason');
    proposal.reason = 'Vandskade';
    expect(await proposal.confirm()).toBe(true);
    expect(change.apply).toHaveBeenCalledWith({ reason: 'Vandskade', force: true });
  });
  it('that the office refuses says so, and can be dropped', async () => {
    const proposal = await shown(changeWith(new Problem(409, { code: 'overlaps_booking' })));
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
      apply: () => Promise.resolve(),
    });
    proposal.propose(changeWith(calm));
    await settled();
    late(breaking);
    await settled();
    expect(proposal.harms).toBe(false);
  });
  it('is previewed once when keys rest, not at every press', async () => {
    const waiting: (() => void)[] = [];
    const proposal = new Proposal((_, then) => {
      waiting.push(then);
      return () => void waiting.splice(waiting.indexOf(then), 1);
    });
    const change = changeWith(calm);
    for (let press = 0; press < 5; press++) proposal.propose(change, 350);
    expect(waiting).toHaveLength(1);
    waiting[0]?.();
    await settled();
    expect(change.preview).toHaveBeenCalledTimes(1);
    expect(proposal.phase).toBe('shown');
  });
  it('is looked at anew when the day moves on, and not while the change is made', async () => {
    const change = changeWith(calm, () => new Promise(() => {}));
    const proposal = await shown(change);
    proposal.refresh();
    await settled();
    expect(change.preview).toHaveBeenCalledTimes(2);
    void proposal.confirm();
    proposal.refresh();
    expect(change.preview).toHaveBeenCalledTimes(2);
  });
});
