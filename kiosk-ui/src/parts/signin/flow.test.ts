// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { Problem } from '../../lib/problem';
import type { SignInAnswer, SignInRequest } from '../../wire/wire';
import { SignInFlow } from './flow.svelte';

/** A server that answers one thing after another. */
function flowWith(...answers: (SignInAnswer | Problem)[]): { flow: SignInFlow; shown: SignInRequest[] } {
  const shown: SignInRequest[] = [];
  const flow = new SignInFlow({
    signIn: (request) => {
      shown.push(request);
      const answer = answers.shift();
      if (answer instanceof Problem) return Promise.reject(answer);
      return answer ? Promise.resolve(answer) : Promise.reject(new Error('no answer'));
    },
  });
  return { flow, shown };
}

const next = (
  step: SignInAnswer['step'],
  secondFactor: SignInAnswer['second_factor'] = null,
): SignInAnswer => ({
  step,
  second_factor: secondFactor,
});

describe('signing in', () => {
  it('takes a clerk with a password straight in, and forgets it', async () => {
    const { flow, shown } = flowWith(next('signed_in'));
    flow.name = ' mette ';
    flow.password = 'fire grønne stole';
    expect(await flow.submit()).toBe(true);
    expect(shown).toEqual([{ name: 'mette', password: 'fire grønne stole' }]);
    expect(flow.password).toBe('');
  });

  it('changes a password with the one there is, and with the second factor where there is one', async () => {
    const { flow, shown } = flowWith(next('second_factor'), next('signed_in'));
    Object.assign(flow, { changing: true, name: 'anne', password: 'fire grønne stole' });
    flow.newPassword = 'otte kolde morgener';
    expect(await flow.submit()).toBe(false);
    flow.digits = '123 456';
    expect(await flow.submit()).toBe(true);
    const said = { name: 'anne', password: 'fire grønne stole', new_password: 'otte kolde morgener' };
    expect(shown).toEqual([said, { ...said, second_factor: '123456' }]);
    expect(flow.newPassword).toBe('');
  });

  it('leads a new supervisor from the code to a password and a second factor', async () => {
    const { flow, shown } = flowWith(
      next('choose_password'),
      next('set_up_second_factor', { secret: 'ABCD', qr: '<svg/>' }),
      next('signed_in'),
    );
    flow.name = 'anne';
    flow.withCode = true;
    flow.code = 'K7QM-29X4-B8ZT-6WPD';
    expect(await flow.submit()).toBe(false);
    expect(flow.step).toBe('choose');
    flow.newPassword = 'fire grønne stole';
    expect(await flow.submit()).toBe(false);
    expect(flow.step).toBe('setup');
    expect(flow.secondFactor?.secret).toBe('ABCD');
    flow.digits = '123 456';
    expect(await flow.submit()).toBe(true);
    expect(shown.at(-1)).toEqual({ name: 'anne', password: 'fire grønne stole', second_factor: '123456' });
  });

  it('says what is wrong and keeps what was typed', async () => {
    const { flow } = flowWith(
      new Problem(401, { code: 'sign_in_wrong' }),
      new Problem(0, { code: 'unreachable' }),
    );
    flow.name = 'mette';
    flow.password = 'noget andet';
    expect(await flow.submit()).toBe(false);
    expect([flow.error, flow.password]).toEqual(['signin-wrong', 'noget andet']);
    await flow.submit();
    expect(flow.error).toBe('signin-unreachable');
  });

  it('asks for a code of the second factor once more when it was wrong', async () => {
    const { flow } = flowWith(next('second_factor'), new Problem(401, { code: 'second_factor_wrong' }));
    flow.name = 'anne';
    flow.password = 'fire grønne stole';
    await flow.submit();
    expect(flow.step).toBe('second');
    flow.digits = '000000';
    expect(await flow.submit()).toBe(false);
    expect([flow.step, flow.error, flow.digits]).toEqual(['second', 'signin-second-wrong', '']);
  });
});
