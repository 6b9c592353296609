// SPDX-License-Identifier: MPL-2.0
import type { Feature, Icon } from '../../wire/wire';

/** What a kiosk has a picture for: an errand's icon, a need, and its own. */
export type IconName = Icon | Exclude<Feature, 'without_photo'> | 'short_wait' | 'card';

/** Line drawings on a 48-square, by what they stand for. */
export const icons: Record<IconName, string> = {
  id_card:
    'M5 11h38v26H5z M12 30c0-7 12-7 12 0 M18 17.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7 M33 19v10 M28 24h10',
  key: 'M17 13a11 11 0 1 0 0 22 11 11 0 0 0 0-22 M28 24h16v8 M37 24v6 M13 24h8',
  letter: 'M5 11h38v26H5z M5 12l19 15 19-15',
  passport: 'M11 5h26v38H11z M24 13a7 7 0 1 0 0 14 7 7 0 0 0 0-14 M17 20h14 M17 35h14',
  house: 'M6 23L24 7l18 16 M11 19v22h26V19 M20 41V29h8v12',
  dots: 'M12 24h.1 M24 24h.1 M36 24h.1',
  car: 'M5 34V24l6-11h26l6 11v10H5z M5 24h38 M12 34v5 M36 34v5 M12 29h4 M32 29h4',
  parking: 'M7 7h34v34H7z M19 36V13h7a7 7 0 0 1 0 14h-7',
  health: 'M18 6h12v12h12v12H30v12H18V30H6V18h12z',
  family:
    'M14 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10 M34 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10 ' +
    'M4 40V31c0-13 20-13 20 0v9 M24 31c0-13 20-13 20 0v9',
  rings: 'M18 14a11 11 0 1 0 0 22 11 11 0 0 0 0-22 M30 14a11 11 0 1 0 0 22 11 11 0 0 0 0-22',
  money:
    'M5 12h38v24H5z M24 18a6 6 0 1 0 0 12 6 6 0 0 0 0-12 M5 19c4 0 6-3 6-7 M37 12c0 4 2 7 6 7 ' +
    'M5 29c4 0 6 3 6 7 M37 36c0-4 2-7 6-7',
  document: 'M11 5h18l8 8v30H11z M29 5v8h8 M17 22h14 M17 29h14 M17 36h8',
  globe: 'M24 5a19 19 0 1 0 0 38 19 19 0 0 0 0-38 M5 24h38 M24 5c-11 10-11 28 0 38 M24 5c11 10 11 28 0 38',
  phone: 'M15 4h18v40H15z M22 38h4',
  person: 'M24 6a8 8 0 1 0 0 16 8 8 0 0 0 0-16 M8 43c0-20 32-20 32 0',
  interpreter: 'M5 8h24v17H17l-7 7v-7H5z M34 17h9v17h-5v7l-7-7H20v-4',
  step_free: 'M5 38h38 M7 35L41 20v15 M41 20v-8',
  quiet_room: 'M6 19h8l10-9v28l-10-9H6z M32 19l10 10 M42 19L32 29',
  short_wait: 'M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36 M24 14v10l7 6',
  card: 'M4 14h28v20H4z M4 20h28 M9 28h8 M37 18c3 4 3 8 0 12 M42 15c5 6 5 12 0 18',
};
