// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import type { QueuedTicket } from '../wire/wire';
import { NumberSearch } from './numberSearch.svelte';

const ticket = (number: number) => ({ number }) as QueuedTicket;

describe('a number that is looked up', () => {
  it('may be looked up twice, and is found both times', async () => {
    const asked: number[] = [];
    const search = new NumberSearch((number) => {
      asked.push(number);
      return Promise.resolve([ticket(number)]);
    });
    for (const times of [1, 2]) {
      search.typed = '17';
      await search.search();
      expect([asked.length, search.found]).toEqual([times, [ticket(17)]]);
    }
  });
  it('is that of the latest search, however late an earlier answer comes', async () => {
    const answers: ((found: QueuedTicket[]) => void)[] = [];
    const search = new NumberSearch(() => new Promise((answer) => answers.push(answer)));
    search.typed = '17';
    const first = search.search();
    search.typed = '18';
    const second = search.search();
    answers[1]?.([ticket(18)]);
    answers[0]?.([ticket(17)]);
    await Promise.all([first, second]);
    expect([search.sought, search.found]).toEqual([18, [ticket(18)]]);
  });
  it('says when nobody answered, and shows nothing once the field is empty', async () => {
    const search = new NumberSearch(() => Promise.reject(new Error('offline')));
    search.typed = '17';
    await search.search();
    expect([search.failed, search.found]).toEqual([true, null]);
    search.typed = '';
    search.cleared();
    expect(search.sought).toBeNull();
  });
});
