// SPDX-License-Identifier: MPL-2.0
/** Between two looks. */
const everyMs = 5_000;

/** Whether the server answers that this office takes nobody in now. */
export async function isNotReady(office: string, ask: typeof fetch = fetch): Promise<boolean> {
  try {
    const answer = await ask('/readyz', { cache: 'no-store', signal: AbortSignal.timeout(everyMs) });
    const body = (await answer.json()) as { not_ready?: Record<string, string> };
    return body.not_ready?.[office] !== undefined;
  } catch {
    // No answer: the screen says by itself that it has no connection.
    return false;
  }
}

/** Looks while `waiting` says that there is no view; call while a component starts. */
export function createReadiness(office: string, waiting: () => boolean): { readonly notReady: boolean } {
  let notReady = $state(false);
  $effect(() => {
    if (!waiting()) {
      notReady = false;
      return;
    }
    const look = (): void => void isNotReady(office).then((found) => (notReady = found && waiting()));
    look();
    const timer = setInterval(look, everyMs);
    return () => clearInterval(timer);
  });
  return {
    get notReady() {
      return notReady;
    },
  };
}
