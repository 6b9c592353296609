// SPDX-License-Identifier: MPL-2.0
import type { ReportAnswer } from '../wire/wire';

/** Who was not served, and who only asked. */
export const besideServed: Pick<ReportAnswer, 'endings' | 'inquiries'> = {
  endings: [
    { name: 'left_before_call', count: { told: 8 } },
    { name: 'absent_at_call', count: { told: 5 } },
  ],
  inquiries: { told: 37 },
};
