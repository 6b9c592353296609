// SPDX-License-Identifier: MPL-2.0
import type { DayNotice } from '../wire/wire';

export const mitidDown: DayNotice = {
  text: {
    da: 'MitID er nede. Vi kan ikke hjælpe med MitID lige nu.',
    en: 'MitID is down. We cannot help with MitID right now.',
    ar: 'خدمة MitID متوقفة. لا يمكننا المساعدة في MitID الآن.',
  },
  until: '2026-03-03T14:00:00+01:00',
};

/** As long as the office takes it, and not translated. */
export const longNotice: DayNotice = {
  text: {
    da: 'Vi lukker kl. 14. Der er vand i kælderen. Har du et nummer? Spørg en medarbejder om ny tid.',
  },
  until: '2026-03-03T14:00:00+01:00',
};

/** As long as the office takes it, in each language. */
export const longestNotice: DayNotice = {
  text: {
    ...longNotice.text,
    en: [
      'We close at 2 pm. There is water in the basement.',
      'Do you have a number? Ask us for a new time.',
    ].join(' '),
    ar: [
      'نغلق في الساعة 2 بعد الظهر. يوجد ماء في القبو.',
      'هل لديك رقم؟ اطلب من أحد الموظفين موعدا جديدا.',
    ].join(' '),
  },
  until: '2026-03-03T14:00:00+01:00',
};
