// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { states } from '../../gallery/report';
import type { Gain } from '../../wire/wire';
import { changeText, lossText } from './format';

describe('a change of the rules on a chart', () => {
  it('names the settings with old and new values', () => {
    const turned = [
      { setting: 'promise_minutes', from: 20, to: 25 },
      { setting: 'lend_freed', from: true, to: false },
    ];
    expect(changeText({ date: '2026-03-09', seq: 7, kind: 'policy', turned })).toBe(
      'reglerne for køen. Løftets længde: fra 20 til 25 minutter. ' +
        'Brug aftaler, der bliver fri: fra Ja til Nej',
    );
    const kept = [{ setting: 'reserved_minutes', from: 1_200, to: 600 }];
    expect(changeText({ date: '2026-03-09', seq: 8, kind: 'plan', turned: kept })).toBe(
      'planen for friholdt tid. Friholdt tid om ugen: fra 1.200 til 600 minutter',
    );
  });

  it('says that the plan changed where as much is kept as before', () => {
    expect(changeText({ date: '2026-03-09', seq: 9, kind: 'plan', turned: [] })).toBe(
      'planen for friholdt tid',
    );
  });
});

describe('a result without a saving', () => {
  const gain = (low: number, high: number): Gain => {
    const result = states.loss?.view?.economy.result;
    if (!result) throw new Error('no report with a loss');
    return { ...result, effect: { ...result.effect, direct_hours_per_citizen: { low, high } } };
  };

  it('is said as the loss that was measured', () => {
    expect(lossText(gain(-5, -1))).toBe(
      'Målt: et tab på 1,0–5,0 timer for ledsageren pr. borger, der fik MitID.',
    );
  });

  it('is said as both where it may be either', () => {
    expect(lossText(gain(-3, 3))).toBe(
      'Målt: mellem 3,0 timers tab og 3,0 timers besparelse for ledsageren pr. borger.',
    );
  });

  it('is not said of a saving', () => {
    expect(lossText(gain(2, 3))).toBe('');
  });
});
