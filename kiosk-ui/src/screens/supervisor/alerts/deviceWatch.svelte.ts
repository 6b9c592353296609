// SPDX-License-Identifier: MPL-2.0
import type { Device, Devices } from '../../../wire/wire';

const everyMs = 15_000;

/** A kiosk without an open screen, and since when this page has seen it so, on the page's own clock. */
export interface AwayKiosk {
  actor: string;
  sinceMs: number;
}

/** Those that are away, since before or since now. A kiosk that was never seen is not awaited. */
export function awayOf(
  before: AwayKiosk[],
  devices: Pick<Device, 'actor' | 'role' | 'revoked_at' | 'open_screens' | 'seen_at'>[],
  nowMs: number,
): AwayKiosk[] {
  const away = devices.filter(
    ({ role, revoked_at, open_screens, seen_at }) =>
      role === 'kiosk' && revoked_at === null && open_screens === 0 && seen_at !== null,
  );
  return away.map(({ actor }) => before.find((kiosk) => kiosk.actor === actor) ?? { actor, sinceMs: nowMs });
}

/** The office's kiosks, looked at now and then while it is open; call while a component starts. */
export function watchKiosks(
  look: () => Promise<Devices>,
  isOpen: () => boolean,
): { readonly away: AwayKiosk[] } {
  let away = $state.raw<AwayKiosk[]>([]);
  const open = $derived(isOpen());
  const again = async (): Promise<void> => {
    const { devices } = await look();
    away = awayOf(away, devices, performance.now());
  };
  $effect(() => {
    if (!open) {
      away = [];
      return;
    }
    // Without an answer nothing new is known of them.
    const tryAgain = (): void => void again().catch(() => undefined);
    tryAgain();
    const timer = setInterval(tryAgain, everyMs);
    return () => clearInterval(timer);
  });
  return {
    get away() {
      return away;
    },
  };
}
