import type { AdviceAnswer, Hold, Policy, Target, Told, TrialDecision, Trials } from '../../wire/wire';

export type { TrialDecision } from '../../wire/wire';

/** One desk's stretch of the day, in minutes since the local day began. */
export interface Place {
  desk: string;
  start: number;
  end: number;
}

/** A change to reserved time that is not applied yet; its effect is shown first. */
export type Draft =
  | { kind: 'open'; place: Place; hold: Hold }
  | { kind: 'change'; gap: string; place: Place; hold: Hold; was: { place: Place; hold: Hold } }
  | { kind: 'withdraw'; gap: string; place: Place; hold: Hold; was: { place: Place; hold: Hold } };

/** The same as the server is asked for it. */
export interface DraftRequest {
  method: 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body: Record<string, string>;
}

export interface Slot {
  desk: string;
  start: string;
  end: string;
}

export interface Window {
  earliest: string;
  latest: string;
}

export interface Preview {
  moves: { ticket: string; number: number; from: Slot | null; to: Slot | null }[];
  broken: { ticket: string; number: number; promise: Window; instead: Window | null }[];
  /** Negative when minutes are taken from public booking. */
  booking_gains_minutes: number;
}

/** The yes: with a reason, and with force where a promise breaks. */
export interface Consent {
  reason?: string;
  force?: boolean;
}

export interface PlanLine {
  weekday: string;
  desk: string;
  start: string;
  end: string;
  hold: Hold;
}

export interface LedgerEvent {
  seq: number;
  at: unknown;
  actor: string;
  kind: string;
  [member: string]: unknown;
}

export interface NewTrial {
  hypothesis: string;
  owner: string;
  change: string;
  first_day: string;
  last_day: string | null;
  targets: Target[];
  reviews: string[];
}

export interface NewBaseline {
  from: string;
  to: string;
  companion_hours: Told | null;
  booked_delay_minutes: Told | null;
  cost_dkk: Told | null;
  hours_per_fte: Told | null;
  certificate_fee_dkk: Told | null;
  source: string;
  /** When an earlier telling is corrected. */
  reason: string | null;
}

export interface Actions {
  previewGap: (request: DraftRequest) => Promise<Preview>;
  doGap: (request: DraftRequest, consent: Consent) => Promise<unknown>;
  plan: () => Promise<PlanLine[]>;
  previewPlan: (lines: PlanLine[]) => Promise<Preview>;
  setPlan: (lines: PlanLine[], consent: Consent) => Promise<unknown>;
  previewPolicy: (policy: Policy) => Promise<Preview>;
  setPolicy: (policy: Policy, consent: Consent) => Promise<unknown>;
  /** Advice under a stated cost; the office reckons for a moment. */
  advice: (worth: Worth) => Promise<AdviceAnswer>;
  /** How far the reckoning is, of a hundred. */
  adviceProgress: () => Promise<number>;
  /** The ledger after a sequence number, as much as one answer holds. */
  events: (after: number) => Promise<LedgerEvent[]>;
  trials: () => Promise<Trials>;
  planTrial: (trial: NewTrial) => Promise<Trials>;
  reviewTrial: (trial: number, note: string) => Promise<Trials>;
  decideTrial: (trial: number, decision: TrialDecision, reason: string) => Promise<Trials>;
  tellBaseline: (baseline: NewBaseline) => Promise<Trials>;
}

/** What the supervisor says it is worth, in hours of a clerk. */
export interface Worth {
  turned_away: number;
  waiting_hour: number;
  unused_hour: number;
}

export type Page = 'today' | 'plan' | 'advice' | 'policy' | 'trials' | 'events';
