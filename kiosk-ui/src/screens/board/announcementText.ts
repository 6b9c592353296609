// SPDX-License-Identifier: MPL-2.0
import { t } from '../../lib/words.svelte';
import type { BoardCall } from '../../wire/wire';
import { isShortName } from './layout';

/** "Nummer 17. Skranke 3." for speech and for screen readers. */
export function announcementText(call: BoardCall): string {
  const key = isShortName(call.desk_name) ? 'board-say' : 'board-say-place';
  return t(key, { number: String(call.number), desk: call.desk_name });
}
