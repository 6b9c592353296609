// SPDX-License-Identifier: MPL-2.0
import type { ScreenAccess } from '../wire/wire';
import { type AccessWatch, accessWatch } from './accessWatch.svelte';
import { setBranding } from './branding.svelte';
import { browserEnvironment, onWake } from './browserSocket';
import { type Clocked, Live, type Environment, type Snapshot, type Status } from './live';
import { meta, type Session } from './session';

/** The live view as runes. */
export class LiveStore<View extends Clocked> {
  // Raw: each view replaces the former one, so nothing inside it is tracked.
  #snapshot = $state.raw<Snapshot<View>>({
    state: null,
    status: 'connecting',
    staleSince: null,
    lastMessage: null,
  });
  #access: AccessWatch;
  #live: Live<View>;

  constructor(environment: Environment, access: AccessWatch) {
    this.#access = access;
    const lost = (): void => void access.look();
    this.#live = new Live<View>({ ...environment, lost }, (snapshot) => this.#take(snapshot));
  }

  #take(snapshot: Snapshot<View>): void {
    this.#snapshot = snapshot;
    if (snapshot.status === 'live') this.#access.granted();
  }

  /** Why the view may not be shown; it comes before whatever was shown earlier. */
  get refusal(): ScreenAccess | null {
    return this.#access.refusal;
  }

  get state(): View | null {
    return this.#snapshot.state;
  }
  get status(): Status {
    return this.#snapshot.status;
  }
  get staleSince(): number | null {
    return this.#snapshot.staleSince;
  }
  get lastMessage(): number | null {
    return this.#snapshot.lastMessage;
  }

  /** The office's clock in milliseconds; not reactive, see `ticking`. */
  serverNow = (): number => this.#live.serverNow();

  renew = (): void => this.#live.renew();

  close = (): void => this.#live.close();
}

/**
 * Opens the live view of a screen; call while a component starts, it closes with the component.
 * `tell` is what the screen has to say of itself, with each heartbeat.
 */
export function openLive<View extends Clocked>(
  session: Session,
  view: string,
  tell?: Environment['tell'],
): LiveStore<View> {
  const page = meta(document, 'mintur-version');
  const environment: Environment = {
    ...browserEnvironment(session, view),
    onHeartbeat: ({ branding }) => setBranding(branding),
    tell: () => ({ ...(page && { page }), ...tell?.() }),
  };
  const store = new LiveStore<View>(environment, accessWatch(session, view));
  $effect(() => {
    const stopWaking = onWake(store.renew);
    return () => {
      stopWaking();
      store.close();
    };
  });
  return store;
}
