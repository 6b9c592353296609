// SPDX-License-Identifier: MPL-2.0
import type { GapChangeRequest, GapRequest } from '../../../wire/wire';
import { type Day, stampAt } from '../shared/dayTime';
import type { Draft, DraftRequest } from '../types';

/** The request that a draft stands for; a change names only what is different. */
export function requestOf(draft: Draft, day: Day): DraftRequest {
  const { place, hold } = draft;
  const start = stampAt(day, place.start);
  const end = stampAt(day, place.end);
  const all: GapRequest = { desk: place.desk, start, end, hold };
  if (draft.kind === 'open') return { method: 'POST', path: '/gaps', body: all };
  const path = `/gaps/${encodeURIComponent(draft.gap)}`;
  if (draft.kind === 'withdraw') return { method: 'DELETE', path, body: {} };
  const body: GapChangeRequest = {};
  const { was } = draft;
  if (place.desk !== was.place.desk) body.desk = all.desk;
  if (place.start !== was.place.start) body.start = all.start;
  if (place.end !== was.place.end) body.end = all.end;
  if (hold !== was.hold) body.hold = hold;
  return { method: 'PATCH', path, body };
}
