import type { Api } from '../../lib/api';
import { Problem } from '../../lib/problem';
import type { AdviceAnswer } from '../../wire/wire';
import type { Actions, LedgerEvent, PlanLine, Preview, DraftRequest } from './types';

/** The ledger of a long day takes its time. */
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
  const look = '?preview=true';
  const shown = (answer: { preview: Preview }): Preview => answer.preview;
  return {
    previewGap: async (request) => shown(await gap(request, {}, look)),
    doGap: (request, consent) => gap(request, consent),
    plan: async () => (await api.get<{ lines: PlanLine[] }>('/plan')).lines,
    previewPlan: async (lines) => shown(await api.put('/plan' + look, { lines })),
    setPlan: (lines, consent) => api.put('/plan', { lines, ...consent }),
    previewPolicy: async (policy) => shown(await api.put('/policy' + look, policy)),
    setPolicy: (policy, consent) => api.put('/policy', { ...policy, ...consent }),
    trials: () => api.get('/trials'),
    planTrial: (trial) => api.post('/trials', trial),
    reviewTrial: (trial, note) => api.post(`/trials/${trial}/reviews`, { note }),
    decideTrial: (trial, decision, reason) => api.post(`/trials/${trial}/decision`, { decision, reason }),
    tellBaseline: (baseline) => api.put('/baseline', baseline),
    advice: (worth) => {
      const query = new URLSearchParams(Object.entries(worth).map(([name, value]) => [name, String(value)]));
      return insist(() => api.get<AdviceAnswer>(`/advice?${query.toString()}`, patient));
    },
    adviceProgress: async () => (await api.get<{ done: number }>('/advice/progress')).done,
    events: async (after) =>
      (await api.get<{ events: LedgerEvent[] }>(`/ledger?after=${after}`, patient)).events,
  };
}
