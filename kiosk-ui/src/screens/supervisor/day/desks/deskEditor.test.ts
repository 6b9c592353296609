// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { deskStates } from '../../../../gallery/supervisorDay';
import { breaking, office } from '../../../../gallery/supervisorAnswers';
import { Problem } from '../../../../lib/problem';
import type { DeskDay, Preview } from '../../../../wire/wire';
import type { Actions } from '../../types';
import { DeskEditor } from './deskEditor.svelte';

const harmless: Preview = { moves: [], broken: [], visits_ended: [], booking_gains_minutes: 0 };

interface Steered {
  desks: DeskEditor;
  asked: string[];
  /** The next view has the desk like this. */
  sees: (desk: string, change: (day: DeskDay) => DeskDay) => void;
}

const free = (day: DeskDay): DeskDay => ({ ...day, serving: null });
const there = (day: DeskDay): DeskDay => ({ ...day, now: { ...day.now, absence: null } });

function editor(more: Partial<Actions> = {}, pace = 1_000): Steered {
  let view = deskStates;
  let passed = 0;
  const asked: string[] = [];
  const noted =
    (name: string) =>
    (...values: unknown[]): Promise<void> => {
      asked.push(`${name} ${values.map((value) => JSON.stringify(value)).join(' ')}`);
      return Promise.resolve();
    };
  const actions = office({
    openDesk: noted('open'),
    leaveDesk: noted('leave'),
    changeClosure: noted('closure'),
    completeVisit: noted('complete'),
    endUnrecorded: noted('unrecorded'),
    undoAt: noted('undo'),
    previewLeaving: () => Promise.resolve(harmless),
    previewClosure: () => Promise.resolve(harmless),
    ...more,
  });
  return {
    desks: new DeskEditor(
      () => view,
      () => actions,
      // Somebody reads for a second before each press.
      () => (passed += pace),
    ),
    asked,
    sees: (desk, change) => {
      const desks = deskStates.desks.map((day) => (day.desk === desk ? change(day) : day));
      view = { ...deskStates, desks };
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("the supervisor's hand on a desk", () => {
  it('takes nothing back by a second press of the same key', async () => {
    const { desks, asked } = editor({}, 100);
    await desks.act('5', 'open');
    await desks.undo();
    expect(asked).toEqual(['open "5"']);
  });

  it('opens it at once, and closes it again when that is taken back', async () => {
    const { desks, asked } = editor();
    await desks.act('5', 'open');
    expect([desks.panel, desks.done?.what]).toEqual([null, 'opened']);
    await desks.undo();
    expect(asked).toEqual(['open "5"', 'leave "5" {}']);
  });

  it('shows the effect of closing before it is done, and takes it back', async () => {
    const { desks, asked } = editor();
    await desks.act('1', 'leave');
    await settled();
    expect([desks.panel?.act, desks.proposal.phase, asked]).toEqual(['leave', 'shown', []]);
    await desks.confirm();
    expect([desks.panel, desks.done?.what]).toEqual([null, 'left']);
    await desks.undo();
    expect(asked).toEqual(['leave "1" {}', 'open "1"']);
  });

  it('asks why where a promise breaks, and does not offer to take that back', async () => {
    const { desks, asked } = editor({ previewLeaving: () => Promise.resolve(breaking) });
    await desks.act('1', 'leave');
    await settled();
    await desks.confirm();
    expect([desks.proposal.missing, asked]).toEqual(['reason', []]);
    desks.proposal.reason = 'Syg';
    await desks.confirm();
    expect(asked).toEqual(['leave "1" {"reason":"Syg","force":true}']);
    expect(desks.done).toMatchObject({ what: 'left', undo: null });
  });

  it('lets a clerk go for a while and come back', async () => {
    const { desks, asked, sees } = editor();
    sees('4', there);
    await desks.act('4', 'away');
    desks.proposeAway('2026-03-03T12:00:00');
    await settled();
    await desks.confirm();
    sees('4', (day) => day);
    await desks.undo();
    await desks.act('4', 'return');
    expect(asked.map((line) => /"method":"(\w+)"/.exec(line)?.[1])).toEqual(['POST', 'DELETE', 'DELETE']);
  });

  it('ends a forgotten visit with an outcome or without, and takes it back', async () => {
    const { desks, asked, sees } = editor();
    await desks.act('3', 'resolve');
    await desks.resolve(null);
    sees('3', free);
    await desks.undo();
    sees('3', (day) => day);
    await desks.act('3', 'resolve');
    await desks.resolve('mitid_issued');
    // The clerk has called the next meanwhile: that call is not taken back.
    await desks.undo();
    expect(asked).toEqual(['unrecorded "t11"', 'undo "3"', 'complete "t11" "3" "mitid_issued"']);
  });

  it('takes back no absence where the desk had another', async () => {
    const { desks } = editor();
    await desks.act('4', 'away');
    desks.proposeAway('2026-03-03T12:00:00');
    await settled();
    await desks.confirm();
    expect([desks.done?.what, desks.done?.undo]).toEqual(['away', null]);
  });

  it('says on the card what was refused', async () => {
    const { desks } = editor({
      openDesk: () => Promise.reject(new Problem(404, { code: 'unknown_desk' })),
    });
    await desks.act('5', 'open');
    expect([desks.done, desks.refused]).toEqual([
      null,
      { desk: '5', why: 'Skranken findes ikke. Vælg en anden.' },
    ]);
  });
});
