// SPDX-License-Identifier: MPL-2.0
import type { Devices } from '../../../wire/wire';

const everyMs = 15_000;

/** The office's devices, looked at now and then; call while a component starts. */
export function watchDevices(look: () => Promise<Devices>): { readonly current: Devices['devices'] } {
  let current = $state.raw<Devices['devices']>([]);
  const again = async (): Promise<void> => {
    // Without an answer nothing is known of them, and the screen says by itself that it has no connection.
    current = await look().then(
      ({ devices }) => devices,
      () => [],
    );
  };
  $effect(() => {
    void again();
    const timer = setInterval(() => void again(), everyMs);
    return () => clearInterval(timer);
  });
  return {
    get current() {
      return current;
    },
  };
}
