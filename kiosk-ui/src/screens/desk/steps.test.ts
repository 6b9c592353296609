// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import type { DeskVisit } from '../../wire/wire';
import { menuOf, outcomesToChoose, primaryOf, situation } from './steps';

const visit = (state: 'called' | 'serving', more: Partial<DeskVisit> = {}): DeskVisit => ({
  ticket: 't17',
  number: 17,
  state,
  errand: 'new_mitid',
  identification: 'none',
  needs: [],
  language: 'da',
  accompanied: true,
  witness: null,
  kept_place: false,
  called_at: '2026-11-23T10:20:00+01:00',
  serving_since: state === 'serving' ? '2026-11-23T10:22:00+01:00' : null,
  expected_minutes: 45,
  expected_end: '2026-11-23T11:07:00+01:00',
  recalls: 0,
  recalls_left: 2,
  reasons: [],
  briefing: [],
  ...more,
});

describe('the primary button', () => {
  it('opens the desk, calls, notes the arrival and completes, in that order', () => {
    expect(primaryOf({ staffed: false, current: null })).toBe('open');
    expect(primaryOf({ staffed: true, current: null })).toBe('call');
    expect(primaryOf({ staffed: true, current: visit('called') })).toBe('arrive');
    expect(primaryOf({ staffed: true, current: visit('serving') })).toBe('complete');
  });
});

describe('the menu', () => {
  const steps = (current: DeskVisit | null): string[] => menuOf({ current }).map((entry) => entry.step);

  it('has nothing to offer while nobody is called', () => {
    expect(steps(null)).toEqual([]);
  });

  it('offers recall and absence only until the citizen has come', () => {
    expect(steps(visit('called'))).toEqual(['recall', 'absent', 'park', 'transfer', 'depart']);
    expect(steps(visit('serving'))).toEqual(['park', 'transfer']);
  });

  it('lets nobody be marked absent before they have been called again as often as promised', () => {
    const absence = (recalls_left: number): number | undefined =>
      menuOf({ current: visit('called', { recalls_left }) }).find((entry) => entry.step === 'absent')
        ?.recallsDue;
    expect([absence(2), absence(0)]).toEqual([2, 0]);
  });

  it('gives every step a letter of its own', () => {
    const keys = menuOf({ current: visit('called') }).map((entry) => entry.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the outcomes', () => {
  it('leave out those that no desk completes', () => {
    expect(outcomesToChoose(['mitid_issued', 'left_before_call', 'absent_at_call'])).toEqual([
      'mitid_issued',
    ]);
  });
});

describe('the situation', () => {
  it('changes with a step at this desk and not with the queue', () => {
    const called = { staffed: true, current: visit('called'), undo: null, away: null };
    expect(situation(called)).toBe(situation({ ...called }));
    expect(situation({ ...called, current: visit('called', { recalls: 1 }) })).not.toBe(situation(called));
    expect(situation({ ...called, current: visit('serving') })).not.toBe(situation(called));
  });
});
