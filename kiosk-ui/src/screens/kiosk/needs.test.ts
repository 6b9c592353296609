// SPDX-License-Identifier: MPL-2.0
import { describe, expect, it } from 'vitest';
import { fits, offeredNeeds } from './needs';

describe('needs', () => {
  it('are those some desk can meet, and not to wait long', () => {
    expect(offeredNeeds(['without_photo', 'quiet_room'])).toEqual(['quiet_room', 'short_wait']);
    expect(offeredNeeds([])).toEqual(['short_wait']);
  });

  it('go together when one desk meets them all', () => {
    const together = [['step_free', 'quiet_room'], ['interpreter']] as Parameters<typeof fits>[1];
    expect(fits(['step_free', 'quiet_room', 'short_wait'], together)).toBe(true);
    expect(fits(['interpreter', 'step_free'], together)).toBe(false);
    expect(fits(['short_wait'], [])).toBe(true);
  });
});
