// SPDX-License-Identifier: MPL-2.0
import type { Feature } from '../../wire/wire';
import type { Need } from './flow';

type NeededFeature = Exclude<Need, 'short_wait'>;

/** In the order shown. A new feature does not compile until it stands here. */
const order: Record<NeededFeature, true> = { interpreter: true, step_free: true, quiet_room: true };

/** What may be asked for here: what some desk can meet, and not to wait long. */
export const offeredNeeds = (offered: Feature[]): Need[] => [
  ...(Object.keys(order) as NeededFeature[]).filter((need) => offered.includes(need)),
  'short_wait',
];

/** Whether one desk meets them all; whoever cannot wait long needs no desk for that. */
export function fits(needs: Need[], together: Feature[][]): boolean {
  const features = needs.filter((need) => need !== 'short_wait');
  return features.length === 0 || together.some((desk) => features.every((need) => desk.includes(need)));
}
