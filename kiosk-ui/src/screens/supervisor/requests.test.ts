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
});
