// SPDX-License-Identifier: MPL-2.0
import type { OfficeWords } from '../wire/wire';

/** An office that uses ready-made errands and outcomes only. */
export const noOwnWords: OfficeWords = { errands: {}, outcomes: {}, icons: {}, desks: {} };

/** An office with errands and outcomes of its own, some of them long and some not translated. */
export const ownWords: OfficeWords = {
  errands: {
    own_errand_licence: { da: 'Kørekort', en: 'Driving licence', ar: 'رخصة القيادة' },
    own_errand_parking: { da: 'Parkeringskort', en: 'Parking card' },
    own_errand_address: {
      da: 'Folkeregisteradresse og adressebeskyttelse',
      en: 'National register address and name protection',
    },
    own_errand_wedding: { da: 'Vielse og prøvelsesattest' },
    own_errand_health: { da: 'Sundhedskort', en: 'Health card', ar: 'بطاقة التأمين الصحي' },
    own_errand_residence: { da: 'Opholdsdokument og statsborgerskabserklæring' },
  },
  outcomes: {
    own_outcome_renewed: { da: 'Kørekort fornyet', en: 'Driving licence renewed' },
    own_outcome_sent_on: { da: 'Sendt videre til en anden afdeling i kommunen' },
  },
  icons: {
    own_errand_licence: 'car',
    own_errand_parking: 'parking',
    own_errand_address: 'house',
    own_errand_wedding: 'rings',
    own_errand_health: 'health',
    own_errand_residence: 'globe',
  },
  desks: { own_desk_quiet: 'Stillerummet' },
};

export const ownErrands = Object.keys(ownWords.errands);
