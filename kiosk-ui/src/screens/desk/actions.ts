// SPDX-License-Identifier: MPL-2.0
import type {
  BookingOutcome,
  CallPreview,
  CheckInRequest,
  Flag,
  Inquiry,
  Preview,
  QueuedTicket,
  Ticket,
  TransferRequest,
} from '../../wire/wire';

/** Another desk, another errand, or both. With a reason also where a promise breaks. */
export type TransferTarget = Pick<TransferRequest, 'desk' | 'errand' | 'reason'>;

/** The clerk's actions. The key makes a repeated request the same request. */
export interface DeskActions {
  open: (key: string) => Promise<unknown>;
  /** A leader is asked why where a promise breaks. */
  leave: (key: string, reason?: string) => Promise<unknown>;
  previewLeaving: () => Promise<Preview>;
  previewPause: (end: string) => Promise<Preview>;
  /** With a reason promises may break. */
  pause: (end: string, reason: string | undefined, key: string) => Promise<unknown>;
  comeBack: (absence: string, key: string) => Promise<unknown>;
  /** The booking that began then is over before its time. */
  endBooking: (start: string, outcome: BookingOutcome, key: string) => Promise<unknown>;
  callNext: (key: string) => Promise<unknown>;
  /** The tickets with a number, whatever has become of them today. */
  find: (number: number) => Promise<QueuedTicket[]>;
  /** Whom a call would pass; refused as the call would be. */
  previewCall: (ticket: string, reason?: string) => Promise<CallPreview>;
  /** Without a reason the server refuses what the desk lacks; with one it is done. */
  callChosen: (ticket: string, reason: string | undefined, key: string) => Promise<unknown>;
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
  /** The place on a later open day that was seen, and no other. */
  takeNextDay: (ticket: string, start: string, key: string) => Promise<unknown>;
  /** Checks somebody in who has no card or code. */
  giveNumber: (order: CheckInRequest, key: string) => Promise<Ticket>;
  /** Somebody only asked, and takes no number. */
  countInquiry: (key: string) => Promise<Inquiry>;
  takeBackInquiry: (key: string) => Promise<Inquiry>;
  undo: (key: string) => Promise<unknown>;
  answerHelp: (key: string) => Promise<unknown>;
}
