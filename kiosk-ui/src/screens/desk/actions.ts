// SPDX-License-Identifier: MPL-2.0
import type { Flag, TransferRequest } from '../../wire/wire';

/** Where a ticket moves to: another desk, another errand, or both. */
export type TransferTarget = Pick<TransferRequest, 'desk' | 'errand'>;

/** The clerk's actions. The key makes a repeated request the same request. */
export interface DeskActions {
  open: (key: string) => Promise<unknown>;
  leave: (key: string) => Promise<unknown>;
  callNext: (key: string) => Promise<unknown>;
  callChosen: (ticket: string, reason: string, key: string) => Promise<unknown>;
  arrive: (ticket: string, key: string) => Promise<unknown>;
  complete: (
    ticket: string,
    outcome: string,
    flags: Flag[],
    key: string,
    companionMinutes?: number,
  ) => Promise<unknown>;
  recall: (ticket: string, key: string) => Promise<unknown>;
  park: (ticket: string, key: string) => Promise<unknown>;
  transfer: (ticket: string, to: TransferTarget, key: string) => Promise<unknown>;
  absent: (ticket: string, key: string) => Promise<unknown>;
  depart: (ticket: string, key: string) => Promise<unknown>;
  bringBack: (ticket: string, key: string) => Promise<unknown>;
  undo: (key: string) => Promise<unknown>;
  answerHelp: (key: string) => Promise<unknown>;
}
