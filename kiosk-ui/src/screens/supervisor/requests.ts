// SPDX-License-Identifier: MPL-2.0
import type { Api } from '../../lib/api';
import { Problem } from '../../lib/problem';
import type {
  AdviceAnswer,
  AdviceProgress,
  Closures,
  CompletionRequest,
  DayNoticeRequest,
  DecisionRequest,
  DeskQueue,
  DeviceRequest,
  LeavingRequest,
  LedgerPage,
  Plan,
  PlanRequest,
  PolicyRequest,
  Preview,
  PreviewAnswer,
  ReviewRequest,
  UrgencyRequest,
  VoidingRequest,
} from '../../wire/wire';
import type { ClosureRequest } from './closures/closureRequests';
import type { Actions, DraftRequest } from './types';

/** The ledger of a long day is large. */
const patient = { timeout: 15_000 };

/** Repeats a long-running request until it answers; the server holds each one for a few seconds. */
const mostTries = 40;

async function insist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (cause) {
      if (!(cause instanceof Problem) || cause.code !== 'advice_under_way' || tries === mostTries)
        throw cause;
    }
  }
}

/** The screen's actions as requests. None is retried: a repeated gap would be refused as overlapping. */
export function actionsOver(api: Pick<Api, 'get' | 'post' | 'put' | 'patch' | 'delete'>): Actions {
  const gap = <Answer>({ method, path, body }: DraftRequest, more: object, query = ''): Promise<Answer> => {
    const all = { ...body, ...more };
    if (method === 'POST') return api.post(path + query, all);
    if (method === 'PATCH') return api.patch(path + query, all);
    return api.delete(path + query, {}, all);
  };
  const closure = <Answer>(request: ClosureRequest, more: object, query = ''): Promise<Answer> => {
    if (request.method === 'PUT') return api.put(request.path + query, { ...request.body, ...more });
    if (request.method === 'POST') return api.post(request.path + query, { ...request.body, ...more });
    return api.delete(request.path + query, {}, more);
  };
  const at = (desk: string): string => `/desks/${encodeURIComponent(desk)}`;
  const visit = (ticket: string): string => `/tickets/${encodeURIComponent(ticket)}`;
  const look = '?preview=true';
  const shown = (answer: PreviewAnswer): Preview => answer.preview;
  return {
    previewGap: async (request) => shown(await gap(request, {}, look)),
    doGap: (request, consent) => gap(request, consent),
    plan: async () => (await api.get<Plan>('/plan')).lines,
    previewPlan: async (lines) => shown(await api.put('/plan' + look, { lines } satisfies PlanRequest)),
    setPlan: (lines, consent) => api.put('/plan', { lines, ...consent } satisfies PlanRequest),
    previewPolicy: async (policy) => shown(await api.put('/policy' + look, policy satisfies PolicyRequest)),
    setPolicy: (policy, consent) => api.put('/policy', { ...policy, ...consent } satisfies PolicyRequest),
    closures: () => api.get<Closures>('/closures'),
    previewClosure: async (request) => shown(await closure(request, {}, look)),
    changeClosure: (request, consent) => closure(request, consent),
    openDesk: (desk) => api.put(`${at(desk)}/staffing`, undefined),
    previewLeaving: async (desk) => shown(await api.delete(`${at(desk)}/staffing${look}`)),
    leaveDesk: (desk, { reason }) =>
      api.delete(`${at(desk)}/staffing`, {}, { ...(reason && { reason }) } satisfies LeavingRequest),
    completeVisit: (ticket, desk, outcome) =>
      api.post(`${visit(ticket)}/completion`, { outcome, flags: [], desk } satisfies CompletionRequest),
    endUnrecorded: (ticket) => api.post(`${visit(ticket)}/ending`, undefined),
    undoAt: (desk) => api.post(`${at(desk)}/undo`, undefined),
    previewUrgency: async (ticket, urgency) =>
      shown(await api.put(`${visit(ticket)}/urgency${look}`, { urgency } satisfies UrgencyRequest)),
    setUrgency: (ticket, request) => api.put(`${visit(ticket)}/urgency`, request),
    findNumber: async (number, desk) =>
      (await api.get<DeskQueue>(`${at(desk)}/queue?number=${number}`)).tickets,
    setDayNotice: (notice) => api.put('/notice', notice satisfies DayNoticeRequest),
    removeDayNotice: () => api.delete('/notice'),
    sources: () => api.get('/diary/sources'),
    trials: () => api.get('/trials'),
    planTrial: (trial) => api.post('/trials', trial),
    reviewTrial: (trial, note) => api.post(`/trials/${trial}/reviews`, { note } satisfies ReviewRequest),
    decideTrial: (trial, decision, reason) =>
      api.post(`/trials/${trial}/decision`, { decision, reason } satisfies DecisionRequest),
    setBaseline: (baseline) => api.put('/baseline', baseline),
    deviceList: () => api.get('/devices'),
    pendingPairing: (code) => api.get(`/pairings/${encodeURIComponent(code)}`),
    confirmDevice: (device) => api.post('/devices', device satisfies DeviceRequest),
    revokeDevice: (name) => api.delete(`/devices/${encodeURIComponent(name)}`),
    devices: () => api.get('/tickets/voiding', patient),
    previewVoiding: (request) => api.post('/tickets/voiding' + look, request, patient),
    voidTickets: (request) => api.post('/tickets/voiding', request satisfies VoidingRequest, patient),
    advice: (costs) => {
      const query = new URLSearchParams(Object.entries(costs).map(([name, value]) => [name, String(value)]));
      return insist(() => api.get<AdviceAnswer>(`/advice?${query.toString()}`, patient));
    },
    adviceProgress: async () => (await api.get<AdviceProgress>('/advice/progress')).done,
    events: async (after) => (await api.get<LedgerPage>(`/ledger?after=${after}`, patient)).events,
  };
}
