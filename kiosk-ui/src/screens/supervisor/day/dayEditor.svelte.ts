// SPDX-License-Identifier: MPL-2.0
import type { SupervisorView } from '../../../wire/wire';
import { type Occupancy, occupancyOf, differs, firstRoom, press, type Key } from './edit';
import { minuteOf } from '../shared/dayTime';
import { Proposal } from '../shared/proposal.svelte';
import type { Actions, Draft, Place } from '../types';
import { requestOf } from './draftRequest';

/** The effect is requested when the keys have rested for so many milliseconds. */
const keyPause = 350;

/** The one draft, made by dragging, by keys or in the form, with its effect. */
export class DayEditor {
  draft = $state.raw<Draft | null>(null);
  readonly proposal: Proposal;
  #view: () => SupervisorView;
  #actions: () => Actions;
  #now: () => number;
  #canEdit: () => boolean;

  constructor(
    view: () => SupervisorView,
    actions: () => Actions,
    now: () => number,
    canEdit: () => boolean,
    proposal = new Proposal(),
  ) {
    this.#view = view;
    this.#actions = actions;
    this.#now = now;
    this.#canEdit = canEdit;
    this.proposal = proposal;
  }

  /** Whether anything can be changed now. */
  get canEdit(): boolean {
    return this.#canEdit() && this.proposal.phase !== 'applying';
  }

  occupancy(): Occupancy {
    const view = this.#view();
    return occupancyOf(view, minuteOf(view, this.#now()));
  }

  put(draft: Draft, pause = 0): void {
    if (!this.canEdit) return;
    this.draft = draft;
    if (!differs(draft)) return this.proposal.cancel();
    const request = requestOf(draft, this.#view());
    const actions = this.#actions();
    this.proposal.propose(
      { preview: () => actions.previewGap(request), apply: (consent) => actions.doGap(request, consent) },
      pause,
    );
  }

  /** Selects a gap without changing it. */
  select(gap: string): void {
    const held = this.of(gap);
    if (held && held !== this.draft) this.put(held);
  }

  openNew(place: Place | null = firstRoom(this.occupancy())): void {
    if (place) this.put({ kind: 'open', place, hold: 'soft' });
  }

  /** True if the key was used. */
  key(gap: string | null, key: Key): boolean {
    const held = gap === null ? this.draft : this.of(gap);
    if (!held || held.kind === 'withdraw') return false;
    const place = press(this.occupancy(), held.place, key);
    if (place) this.put({ ...held, place }, keyPause);
    return place !== null;
  }

  withdraw(gap: string): void {
    const held = this.of(gap);
    if (held && held.kind !== 'open')
      this.put({ ...held, kind: 'withdraw', place: held.was.place, hold: held.was.hold });
  }

  /** Back from «withdraw» to the gap as it is. */
  keep(): void {
    if (this.draft?.kind === 'withdraw') this.put({ ...this.draft, kind: 'change' });
  }

  cancel(): void {
    this.proposal.cancel();
    this.draft = null;
  }

  async confirm(): Promise<boolean> {
    return this.proposal.confirm();
  }

  /** A new view contains what was applied, and may change the effect of what is proposed. */
  viewChanged(): void {
    if (this.proposal.phase === 'done') this.draft = null;
    else this.proposal.refresh();
  }

  /** The draft of a gap: the current one, or the gap unchanged. */
  of(id: string): Draft | null {
    if (this.draft && this.draft.kind !== 'open' && this.draft.gap === id) return this.draft;
    for (const desk of this.#view().desks) {
      const gap = desk.gaps.find((each) => each.id === id && each.state === 'open');
      if (!gap) continue;
      const place = { desk: desk.desk, start: gap.start, end: gap.end };
      return { kind: 'change', gap: id, place, hold: gap.hold, was: { place, hold: gap.hold } };
    }
    return null;
  }
}
