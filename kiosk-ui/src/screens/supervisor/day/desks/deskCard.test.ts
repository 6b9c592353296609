// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { at, deskStates, usual } from '../../../../gallery/supervisorDay';
import type { DeskDay } from '../../../../wire/wire';
import { type Card, cardOf } from './deskCard';

const noon = at(10, 22);
const card = (index: number, view = deskStates, minute = noon): Card => {
  const desk = view.desks[index];
  if (!desk) throw new Error(`no desk ${index}`);
  return cardOf(desk, view, minute);
};
const lines = ({ says, more }: Card): string => `${says}, ${more}`;

describe("a desk's card", () => {
  it('says what happens there, and since or until when', () => {
    expect(lines(card(0))).toBe('Ledig, siden kl. 10.05');
    expect(lines(card(1))).toBe('Kalder nr. 12, 1 af 14 min, siden kl. 10.21');
    expect(lines(card(3))).toBe('Ingen ved skranken, til kl. 10.45');
    expect(lines(card(4))).toBe('Ikke åben, ikke åbnet i dag');
    expect(lines(card(0, usual))).toBe('Borger med aftale, til kl. 10.40');
  });

  it('says that a clerk is away for the rest of the day', () => {
    const [first] = deskStates.desks as [DeskDay];
    const ill: DeskDay = { ...first, now: { ...first.now, state: 'away', until: 1440 } };
    expect(cardOf(ill, deskStates, noon).more).toBe('resten af dagen');
  });

  it('counts the minutes of a visit, and is over time from the first one beyond those expected', () => {
    expect(card(1, usual, at(10, 35))).toMatchObject({ state: 'serving', alarm: false });
    expect(card(1, usual, at(10, 36))).toMatchObject({ state: 'over', alarm: false });
    expect(card(1, usual, at(10, 36)).more).toBe('21 af 20 min, siden kl. 10.15');
  });

  it('offers what can be done in its state, and for a forgotten visit to end it', () => {
    expect([0, 1, 2, 3, 4].map((index) => card(index).acts)).toEqual([
      ['leave', 'away'],
      ['away'],
      ['resolve'],
      ['return'],
      ['open', 'away'],
    ]);
    expect(card(2).alarm).toBe(true);
  });
});
