// SPDX-License-Identifier: MPL-2.0
// One visit through the generated client: check in, call, arrive, complete.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import createClient from 'openapi-fetch';

import type { components, paths } from './api.js';

type Called = { desk: string; ticket: components['schemas']['Ticket'] };

const [baseUrl, token] = process.argv.slice(2);
assert(baseUrl !== undefined && token !== undefined, 'visit.js BASE TOKEN');
const office = 'demo';
const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });

/** The body of a success; a problem ends the test with its code. */
function success<T>(answer: { data?: T; error?: components['schemas']['Problem'] }): T {
  assert.equal(answer.error, undefined, `${answer.error?.code}: ${answer.error?.detail}`);
  assert(answer.data !== undefined);
  return answer.data;
}

/** Calls until the ticket is called: others may be before it. */
async function call(desks: string[], ticket: string): Promise<Called> {
  for (const desk of desks) {
    await client.PUT('/api/offices/{office}/desks/{desk}/staffing', { params: { path: { office, desk } } });
    const answer = await client.POST('/api/offices/{office}/desks/{desk}/calls', {
      params: { path: { office, desk }, header: { 'Idempotency-Key': randomUUID() } },
    });
    if (answer.data?.ticket.id === ticket) {
      return { desk, ticket: answer.data.ticket };
    }
  }
  assert.fail('no desk called the ticket');
}

const description = success(await client.GET('/api/offices/{office}', { params: { path: { office } } }));
const errand = description.errands[0]?.id;
const outcome = description.outcomes[0];
assert(errand !== undefined && outcome !== undefined);

const body: components['schemas']['CheckIn'] = { errand, identification: 'photo', if_full: 'standby' };
const key = { 'Idempotency-Key': randomUUID() };
const checkIn = () => client.POST('/api/offices/{office}/tickets', { params: { path: { office }, header: key }, body });
const ticket = success(await checkIn());
assert.equal(ticket.state, 'waiting');
assert.equal(success(await checkIn()).id, ticket.id, 'the same key is the same request');

const { desk } = await call(description.desks.map((one) => one.id), ticket.id);
const params = { path: { office, ticket: ticket.id } };
const arrived = success(await client.POST('/api/offices/{office}/tickets/{ticket}/arrival', { params }));
assert.equal(arrived.state, 'serving');
const done = success(
  await client.POST('/api/offices/{office}/tickets/{ticket}/completion', { params, body: { outcome, desk } }),
);
assert.equal(done.state, 'done');
assert.equal(done.ended?.outcome, outcome);

const refused = await client.POST('/api/offices/{office}/tickets/{ticket}/arrival', { params });
assert.equal(refused.error?.code, 'step_out_of_turn');
