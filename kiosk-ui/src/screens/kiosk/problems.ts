// SPDX-License-Identifier: MPL-2.0
import type { Code } from '../../lib/problem';
import type { State } from './flow';

/** Which sentence says what went wrong with a card or a code, and what to do. */
export function codeProblemKey(flow: Pick<State, 'problem' | 'byCard'>): string {
  if (flow.problem === 'unknown_code') return flow.byCard ? 'kiosk-card-unknown' : 'kiosk-code-unknown';
  return flow.problem === 'too_many_tries' ? 'kiosk-code-too-many' : 'kiosk-code-unreachable';
}

/** Which heading says why there is no number yet. */
export function troubleKey(problem: Code): string {
  if (problem === 'disk_full') return 'kiosk-trouble-disk-full';
  if (problem === 'busy') return 'kiosk-trouble-busy';
  if (problem === 'no_desk_offers_this') return 'kiosk-trouble-no-desk';
  if (problem === 'office_closed') return 'kiosk-trouble-closed';
  return problem === 'unreachable' || problem.startsWith('http_5')
    ? 'kiosk-trouble-unreachable'
    : 'kiosk-trouble-other';
}
