// SPDX-License-Identifier: MPL-2.0
import type {
  AdviceAnswer,
  AdviceQuery,
  BaselineRequest,
  CheckInDevices,
  Closures,
  DayNoticeRequest,
  DayNoticeResponse,
  Device,
  DeviceRequest,
  Devices,
  GapChangeRequest,
  GapRequest,
  GapWithdrawalRequest,
  LedgerEvent,
  PendingPairing,
  PlanLine,
  Policy,
  Preview,
  QueuedTicket,
  ReleaseRule,
  Sources,
  TrialDecision,
  TrialRequest,
  Trials,
  Urgency,
  UrgencyRequest,
  VoidedTickets,
  VoidingRequest,
} from '../../wire/wire';
import type { ClosureRequest } from './closures/closureRequests';

/** One desk's stretch of the day, in minutes since the local day began. */
export interface Place {
  desk: string;
  start: number;
  end: number;
}

/** A change to reserved time that is not applied yet; its effect is shown first. */
export type Draft =
  | { kind: 'open'; place: Place; hold: ReleaseRule }
  | { kind: 'change'; gap: string; place: Place; hold: ReleaseRule; was: { place: Place; hold: ReleaseRule } }
  | {
      kind: 'withdraw';
      gap: string;
      place: Place;
      hold: ReleaseRule;
      was: { place: Place; hold: ReleaseRule };
    };

/** The request that a draft stands for. */
export type DraftRequest =
  | { method: 'POST'; path: string; body: GapRequest }
  | { method: 'PATCH'; path: string; body: GapChangeRequest }
  | { method: 'DELETE'; path: string; body: GapWithdrawalRequest };

/** The supervisor's confirmation: with a reason, and with force where a promise breaks. */
export type Consent = Pick<GapRequest, 'reason' | 'force'>;

export interface Actions {
  previewGap: (request: DraftRequest) => Promise<Preview>;
  doGap: (request: DraftRequest, consent: Consent) => Promise<unknown>;
  plan: () => Promise<PlanLine[]>;
  previewPlan: (lines: PlanLine[]) => Promise<Preview>;
  setPlan: (lines: PlanLine[], consent: Consent) => Promise<unknown>;
  previewPolicy: (policy: Policy) => Promise<Preview>;
  setPolicy: (policy: Policy, consent: Consent) => Promise<unknown>;
  /** Advice under stated costs; the server calculates for some seconds. */
  advice: (costs: Required<AdviceQuery>) => Promise<AdviceAnswer>;
  /** Progress of the calculation, of a hundred. */
  adviceProgress: () => Promise<number>;
  /** The ledger after a sequence number, as much as one answer holds. */
  events: (after: number) => Promise<LedgerEvent[]>;
  /** Shows a sentence to everybody in the hall; what is shown is in the view. */
  setDayNotice: (notice: DayNoticeRequest) => Promise<DayNoticeResponse>;
  removeDayNotice: () => Promise<DayNoticeResponse>;
  /** The appointment systems, one by one. */
  sources: () => Promise<Sources>;
  trials: () => Promise<Trials>;
  planTrial: (trial: TrialRequest) => Promise<Trials>;
  reviewTrial: (trial: number, note: string) => Promise<Trials>;
  decideTrial: (trial: number, decision: TrialDecision, reason: string) => Promise<Trials>;
  setBaseline: (baseline: BaselineRequest) => Promise<Trials>;
  /** Special days and absences from today on. */
  closures: () => Promise<Closures>;
  previewClosure: (request: ClosureRequest) => Promise<Preview>;
  changeClosure: (request: ClosureRequest, consent: Consent) => Promise<unknown>;
  openDesk: (desk: string) => Promise<unknown>;
  previewLeaving: (desk: string) => Promise<Preview>;
  leaveDesk: (desk: string, consent: Consent) => Promise<unknown>;
  /** Ends a visit at a desk with how it went. */
  completeVisit: (ticket: string, desk: string, outcome: string) => Promise<unknown>;
  /** Ends a visit of which nobody knows how it went. */
  endUnrecorded: (ticket: string) => Promise<unknown>;
  /** Takes back a desk's last step. */
  undoAt: (desk: string) => Promise<unknown>;
  /** Whom another urgency of a number that waits would pass. */
  previewUrgency: (ticket: string, urgency: Urgency) => Promise<Preview>;
  setUrgency: (ticket: string, request: UrgencyRequest) => Promise<unknown>;
  /** The tickets with a number, whatever has become of them today; asked of any desk of the office. */
  findNumber: (number: number, desk: string) => Promise<QueuedTicket[]>;
  /** Every device that is let in, and how it is doing. */
  deviceList: () => Promise<Devices>;
  /** The screen that shows a code. */
  pendingPairing: (code: string) => Promise<PendingPairing>;
  confirmDevice: (device: DeviceRequest) => Promise<Device>;
  revokeDevice: (name: string) => Promise<Device>;
  /** Who checked people in today. */
  devices: () => Promise<CheckInDevices>;
  previewVoiding: (request: Omit<VoidingRequest, 'reason'>) => Promise<VoidedTickets>;
  voidTickets: (request: VoidingRequest) => Promise<VoidedTickets>;
}

export type Page = 'today' | 'plan' | 'closures' | 'advice' | 'policy' | 'trials' | 'devices' | 'events';
