// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it, vi } from 'vitest';
import { actionsOver } from './requests';

describe('requests', () => {
  it('preview first, and send reason and force with the change, also for a withdrawal', async () => {
    const answer = vi.fn((..._: unknown[]) => Promise.resolve({ preview: 'effect' }));
    const actions = actionsOver({
      get: answer,
      post: answer,
      put: answer,
      patch: answer,
      delete: answer,
    } as never);
    const request = { method: 'DELETE', path: '/gaps/g1', body: {} } as const;
    expect(await actions.previewGap(request)).toBe('effect');
    await actions.doGap(request, { reason: 'Sygdom', force: true });
    await actions.setPlan([], { force: true });
    expect(answer.mock.calls).toEqual([
      ['/gaps/g1?preview=true', {}, {}],
      ['/gaps/g1', {}, { reason: 'Sygdom', force: true }],
      ['/plan', { lines: [], force: true }],
    ]);
  });

  it('act at desks as a clerk does there, and leave one with the reason alone', async () => {
    const sent: unknown[][] = [];
    const answer =
      (method: string) =>
      (...values: unknown[]): Promise<unknown> => {
        sent.push([method, ...values]);
        return Promise.resolve({ preview: 'effect', tickets: [] });
      };
    const actions = actionsOver({
      get: answer('GET'),
      post: answer('POST'),
      put: answer('PUT'),
      delete: answer('DELETE'),
    } as never);
    await actions.previewLeaving('2');
    await actions.leaveDesk('2', { reason: 'Syg', force: true });
    await actions.openDesk('2');
    await actions.completeVisit('t12', '2', 'mitid_issued');
    await actions.endUnrecorded('t12');
    await actions.undoAt('2');
    await actions.findNumber(12, '1');
    expect(sent).toEqual([
      ['DELETE', '/desks/2/staffing?preview=true'],
      ['DELETE', '/desks/2/staffing', {}, { reason: 'Syg' }],
      ['PUT', '/desks/2/staffing', undefined],
      ['POST', '/tickets/t12/completion', { outcome: 'mitid_issued', flags: [], desk: '2' }],
      ['POST', '/tickets/t12/ending', undefined],
      ['POST', '/desks/2/undo', undefined],
      ['GET', '/desks/1/queue?number=12'],
    ]);
  });
});
