import type { SupervisorView } from '../../../wire/wire';
import { type Board, boardOf, differs, firstRoom, press, type Key } from './edit';
import { minuteOf } from '../shared/dayTime';
import { Proposal } from '../shared/proposal.svelte';
import type { Actions, Draft, Place } from '../types';
import { requestOf } from './draftRequest';

/** While keys repeat, the effect is asked for when they rest. */
const keyPause = 350;

/** One draft at a time, however it is made: by dragging, by keys or by form; its effect follows it. */
export class DayEditor {
  draft = $state.raw<Draft | null>(null);
  readonly proposal: Proposal;
  #view: () => SupervisorView;
  #actions: () => Actions;
  #now: () => number;
  #may: () => boolean;

  constructor(
    view: () => SupervisorView,
    actions: () => Actions,
    now: () => number,
    may: () => boolean,
    proposal = new Proposal(),
  ) {
    this.#view = view;
    this.#actions = actions;
    this.#now = now;
    this.#may = may;
    this.proposal = proposal;
  }

  /** Whether anything may be changed now. */
  get may(): boolean {
    return this.#may() && this.proposal.phase !== 'doing';
  }

  board(): Board {
    const view = this.#view();
    return boardOf(view, minuteOf(view, this.#now()));
  }

  put(draft: Draft, pause = 0): void {
    if (!this.may) return;
    this.draft = draft;
    if (!differs(draft)) return this.proposal.cancel();
    const request = requestOf(draft, this.#view());
    const actions = this.#actions();
    this.proposal.propose(
      { preview: () => actions.previewGap(request), act: (consent) => actions.doGap(request, consent) },
      pause,
    );
  }

  /** Takes hold of a gap without changing it yet. */
  select(gap: string): void {
    const held = this.of(gap);
    if (held && held !== this.draft) this.put(held);
  }

  openNew(place: Place | null = firstRoom(this.board())): void {
    if (place) this.put({ kind: 'open', place, hold: 'soft' });
  }

  /** Answers whether the key meant something. */
  key(gap: string | null, key: Key): boolean {
    const held = gap === null ? this.draft : this.of(gap);
    if (!held || held.kind === 'withdraw') return false;
    const place = press(this.board(), held.place, key);
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

  /** A new view came: what was done is in it, and what is only proposed may have another effect. */
  viewChanged(): void {
    if (this.proposal.phase === 'done') this.draft = null;
    else this.proposal.refresh();
  }

  /** The draft of a gap: the one at editor, or the gap as it stands. */
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
