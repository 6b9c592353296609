// SPDX-License-Identifier: MPL-2.0
import type { ReportAnswer } from '../wire/wire';

/** Who was not served, who only asked, and how it went. */
export const besideServed: Pick<ReportAnswer, 'endings' | 'inquiries' | 'ratings'> = {
  endings: [
    { name: 'left_before_call', count: { told: 8 } },
    { name: 'absent_at_call', count: { told: 5 } },
  ],
  inquiries: { told: 37 },
  ratings: {
    n: { told: 64 },
    answers: [
      { name: 'good', count: { told: 48 } },
      { name: 'so_so', count: { told: 11 } },
      { name: 'bad', count: { told: 5 } },
    ],
  },
};
