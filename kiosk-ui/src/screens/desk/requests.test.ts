// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { Api } from '../../lib/api';
import { cannedSession } from '../../lib/session';
import { requests } from './requests';

/** What reaches the server, as "METHOD path body key". */
function desk(): { sent: string[]; actions: ReturnType<typeof requests> } {
  const sent: string[] = [];
  const fetch = (address: unknown, request: RequestInit = {}): Promise<Response> => {
    const path = String(address).replace('/api/offices/demo', '');
    const key = new Headers(request.headers).get('idempotency-key');
    sent.push([request.method, path, request.body as string | undefined, key].filter(Boolean).join(' '));
    return Promise.resolve(new Response(null, { status: 204 }));
  };
  const api = new Api(cannedSession, {
    fetch: fetch,
    sleep: () => Promise.resolve(),
  });
  return { sent, actions: requests(api, 'rum 3') };
}

describe('every step of a visit', () => {
  it('goes to the address of the contract, with the key of the action', async () => {
    const { sent, actions } = desk();
    await actions.open('k');
    await actions.callNext('k');
    await actions.arrive('t17', 'k');
    await actions.complete('t17', 'mitid_issued', ['interpreter_used'], 'k');
    await actions.undo('k');
    await actions.leave('k');
    expect(sent).toEqual([
      'PUT /desks/rum%203/staffing k',
      'POST /desks/rum%203/calls k',
      'POST /tickets/t17/arrival k',
      'POST /tickets/t17/completion {"outcome":"mitid_issued","flags":["interpreter_used"],"desk":"rum 3"} k',
      'POST /desks/rum%203/undo k',
      'DELETE /desks/rum%203/staffing k',
    ]);
  });

  it('also when it is a less frequent one', async () => {
    const { sent, actions } = desk();
    await actions.recall('t17', 'k');
    await actions.park('t17', 'k');
    await actions.transfer('t17', { errand: 'other' }, 'k');
    await actions.absent('t17', 'k');
    await actions.depart('t17', 'k');
    await actions.bringBack('t17', 'k');
    await actions.takeNextDay('t17', '2026-03-04T09:15:00+01:00', 'k');
    await actions.callChosen('t17', 'Er tilbage', 'k');
    await actions.callChosen('t17', undefined, 'k');
    await actions.answerHelp('k');
    await actions.giveNumber({ errand: 'other' }, 'k');
    await actions.find(17).catch(() => null);
    await actions.previewCall('t17').catch(() => null);
    expect(sent).toEqual([
      'POST /tickets/t17/recall k',
      'POST /tickets/t17/parking k',
      'POST /tickets/t17/transfer {"errand":"other"} k',
      'POST /tickets/t17/absence k',
      'POST /tickets/t17/departure k',
      'POST /tickets/t17/return k',
      'POST /tickets/t17/next-day {"start":"2026-03-04T09:15:00+01:00"} k',
      'POST /tickets/t17/call {"desk":"rum 3","reason":"Er tilbage"} k',
      'POST /tickets/t17/call {"desk":"rum 3"} k',
      'DELETE /help k',
      'POST /tickets {"errand":"other"} k',
      'GET /desks/rum%203/queue?number=17',
      'POST /tickets/t17/call?preview=true {"desk":"rum 3"}',
    ]);
  });
});
