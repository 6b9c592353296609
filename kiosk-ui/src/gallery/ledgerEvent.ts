// SPDX-License-Identifier: MPL-2.0
import type { LedgerEvent } from '../wire/wire';

type Kind = LedgerEvent['kind'];
type EventOf<K extends Kind> = Extract<LedgerEvent, { kind: K }>;

/** An event with the members that matter to a screen. */
export const ledgerEvent = <K extends Kind>(
  seq: number,
  at: string,
  actor: string,
  kind: K,
  // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- some events have no members
  members: { [Name in keyof EventOf<K>]?: Partial<EventOf<K>[Name]> },
): LedgerEvent => ({ seq, at, actor, kind, ...members }) as unknown as LedgerEvent;
