// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { office, passing } from '../../../../gallery/supervisorAnswers';
import { Problem } from '../../../../lib/problem';
import type { Actions } from '../../types';
import { UrgencyEditor } from './urgencyEditor.svelte';

function editor(more: Partial<Actions> = {}, pace = 1_000): { urgency: UrgencyEditor; asked: string[] } {
  const asked: string[] = [];
  let passed = 0;
  const actions = office({
    previewUrgency: () => Promise.resolve(passing),
    setUrgency: (ticket, request) => {
      asked.push(`${ticket} ${JSON.stringify(request)}`);
      return Promise.resolve();
    },
    ...more,
  });
  const urgency = new UrgencyEditor(
    () => actions,
    () => (passed += pace),
  );
  return { urgency, asked };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const raise = { ticket: 't16', number: 16, urgency: 'raised' as const };

async function raised(made: ReturnType<typeof editor>): Promise<void> {
  made.urgency.open(raise);
  await settled();
  made.urgency.proposal.reason = 'Har smerter';
  await made.urgency.confirm();
}

describe("a number's urgency", () => {
  it('shows whom it passes first, and asks why though nobody is harmed', async () => {
    const { urgency, asked } = editor();
    urgency.open(raise);
    await settled();
    expect([urgency.proposal.preview?.passed, urgency.proposal.harms]).toEqual([[17], false]);
    await urgency.confirm();
    expect([urgency.proposal.missing, asked]).toEqual(['reason', []]);
    urgency.proposal.reason = 'Har smerter';
    await urgency.confirm();
    expect(asked).toEqual(['t16 {"urgency":"raised","reason":"Har smerter"}']);
    expect([urgency.panel, urgency.said]).toEqual([null, { ticket: 't16', says: 'raised' }]);
  });

  it('is taken back without a reason, and once', async () => {
    const made = editor();
    await raised(made);
    await made.urgency.undo();
    await made.urgency.undo();
    expect(made.asked.slice(1)).toEqual(['t16 {"urgency":"ordinary"}']);
    expect(made.urgency.said?.says).toBe('taken-back');
  });

  it('takes nothing back by a second press of the same key', async () => {
    const made = editor({}, 100);
    await raised(made);
    await made.urgency.undo();
    expect(made.asked).toHaveLength(1);
  });

  it('says beside the number what was refused', async () => {
    const made = editor();
    await raised(made);
    const refusal = () => Promise.reject(new Problem(409, { code: 'step_out_of_turn' }));
    const refused = editor({ setUrgency: refusal });
    refused.urgency.open({ ...raise, urgency: 'ordinary' });
    await settled();
    await refused.urgency.confirm();
    expect(refused.urgency.proposal.phase).toBe('refused');
  });
});
