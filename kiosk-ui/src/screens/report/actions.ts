// SPDX-License-Identifier: MPL-2.0
import type { Api } from '../../lib/api';
import type { Session } from '../../lib/session';
import { locale } from '../../lib/words.svelte';
import type { Evidence, LedgerEvent, LedgerPage, ReportAnswer } from '../../wire/wire';
import { type Period, query } from './period';

export interface ReportActions {
  report: (period: Period | null) => Promise<ReportAnswer>;
  evidence: (period: Period, figure: string, part?: string) => Promise<Evidence>;
  event: (seq: number) => Promise<LedgerEvent | undefined>;
  download: (period: Period, ending: 'csv' | 'xlsx') => Promise<void>;
}

/** A ledger of years is large. */
const patient = { timeout: 15_000 };

export function actionsOver(api: Pick<Api, 'get'>, session: Session): ReportActions {
  return {
    report: (period) => api.get(`/report${period ? `?${query(period)}` : ''}`, patient),
    evidence: (period, figure, part) => {
      const which = new URLSearchParams({ figure, ...(part === undefined ? {} : { part }) });
      return api.get(`/report/events?${query(period)}&${which.toString()}`, patient);
    },
    event: async (seq) => (await api.get<LedgerPage>(`/ledger?after=${seq - 1}&limit=1`)).events[0],
    download: (period, ending) => download(session, period, ending),
  };
}

/** A link could not carry the token, so the file is fetched and handed to the browser. */
async function download(session: Session, period: Period, ending: string): Promise<void> {
  const address = `/api/offices/${encodeURIComponent(session.office)}/report.${ending}?${query(period)}`;
  const headers = { authorization: `Bearer ${session.token}`, 'accept-language': locale.language };
  const answer = await fetch(address, { headers, cache: 'no-store' });
  if (!answer.ok) throw new Error(`the file was answered with ${answer.status}`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = `mintur.${ending}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
