import { browserOutside, onWake } from './browserSocket';
import { type Clocked, Live, type Outside, type Snapshot, type Status } from './live';
import type { Session } from './session';

/** The live view as runes: read its fields in markup and they follow the server. */
export class LiveStore<View extends Clocked> {
  // Raw: each view replaces the former whole, so nothing inside it needs watching.
  #snapshot = $state.raw<Snapshot<View>>({
    state: null,
    status: 'connecting',
    staleSince: null,
    lastHeard: null,
  });
  #live: Live<View>;

  constructor(outside: Outside) {
    this.#live = new Live<View>(outside, (snapshot) => (this.#snapshot = snapshot));
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
  get lastHeard(): number | null {
    return this.#snapshot.lastHeard;
  }

  /** The office's clock in milliseconds; not reactive, so ask again as often as it should move. */
  serverNow = (): number => this.#live.serverNow();

  renew = (): void => this.#live.renew();

  close = (): void => this.#live.close();
}

/** Opens the live view of a screen; call while a component starts, it closes with the component. */
export function openLive<View extends Clocked>(session: Session, view: string): LiveStore<View> {
  const store = new LiveStore<View>(browserOutside(session, view));
  $effect(() => {
    const stopWaking = onWake(store.renew);
    return () => {
      stopWaking();
      store.close();
    };
  });
  return store;
}
