// SPDX-License-Identifier: MPL-2.0
import { exampleBranding } from './branding';
import { Problem } from '../lib/problem';
import { ledgerEvent } from './ledgerEvent';
import type { ReportActions } from '../screens/report/actions';
import type { ReportAnswer } from '../wire/wire';
import { few, usual, withLoss } from './reportAnswers';
import type { States } from './state';

const actions: ReportActions = {
  report: () => Promise.resolve(usual),
  evidence: (_, figure) => Promise.resolve({ figure, total: 201, seqs: [120, 131, 158] }),
  event: (seq) =>
    Promise.resolve(ledgerEvent(seq, '2026-03-03T10:20:00+01:00', 'clerk', 'ticket_completed', {})),
  download: () => Promise.resolve(),
};
const verdict = {
  on: '2026-04-01',
  decision: 'scale' as const,
  reason: 'Ventetiden er halveret, og ingen med en aftale har ventet mere.',
};
const decided = usual.trials.map((trial) => ({
  ...trial,
  compared_to: '2026-04-01',
  state: 'decided' as const,
  verdict,
}));
const scale = { advice: 'scale' as const, trial: 1, decided: verdict };

export const states: States<ReportAnswer | null> = {
  branded: { title: 'Logo og farve', view: usual, props: { office: 'Midtby' }, branding: exampleBranding },
  usual: { title: 'Et halvt år', view: usual, props: { actions, office: 'Borgerservice Midtby' } },
  decided: {
    title: 'Prøvehandlingen er afgjort',
    view: { ...usual, trials: decided, recommendation: scale },
    props: { actions },
  },
  loss: { title: 'Ledsagerne bruger mere tid end før', view: withLoss, props: { actions } },
  few: { title: 'En dag med få borgere', view: few, props: { actions } },
  loading: { title: 'Hentes', view: null, props: { actions } },
  noData: {
    title: 'Ingen data i perioden',
    view: null,
    props: {
      actions,
      period: { month: '2024-02' },
      problem: new Problem(404, { code: 'period_has_no_data' }),
    },
  },
  reversed: {
    title: 'Perioden slutter før den begynder',
    view: null,
    props: { actions, problem: new Problem(422, { code: 'period_is_reversed' }) },
  },
};
