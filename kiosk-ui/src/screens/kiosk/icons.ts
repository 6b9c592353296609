// SPDX-License-Identifier: MPL-2.0
/** Line drawings on a 48-square, by what they stand for. */
export const icons: Record<string, string> = {
  new_mitid:
    'M5 11h38v26H5z M12 30c0-7 12-7 12 0 M18 17.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7 M33 19v10 M28 24h10',
  restore_mitid: 'M17 13a11 11 0 1 0 0 22 11 11 0 0 0 0-22 M28 24h16v8 M37 24v6 M13 24h8',
  digital_post: 'M5 11h38v26H5z M5 12l19 15 19-15',
  passport_help: 'M11 5h26v38H11z M24 13a7 7 0 1 0 0 14 7 7 0 0 0 0-14 M17 20h14 M17 35h14',
  address: 'M6 23L24 7l18 16 M11 19v22h26V19 M20 41V29h8v12',
  other: 'M12 24h.1 M24 24h.1 M36 24h.1',
  interpreter: 'M5 8h24v17H17l-7 7v-7H5z M34 17h9v17h-5v7l-7-7H20v-4',
  step_free: 'M5 38h38 M7 35L41 20v15 M41 20v-8',
  quiet_room: 'M6 19h8l10-9v28l-10-9H6z M32 19l10 10 M42 19L32 29',
  short_wait: 'M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36 M24 14v10l7 6',
  card: 'M4 14h28v20H4z M4 20h28 M9 28h8 M37 18c3 4 3 8 0 12 M42 15c5 6 5 12 0 18',
};
