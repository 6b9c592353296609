// SPDX-License-Identifier: MPL-2.0
/** How this browser was set, remembered where it can be. It belongs to the place, not to the person. */
export class KeptChoice<Choice> {
  readonly #key: string;
  readonly #usual: Choice;
  readonly #isChoice: (kept: unknown) => kept is Choice;

  constructor(key: string, usual: Choice, isChoice: (kept: unknown) => kept is Choice) {
    this.#key = key;
    this.#usual = usual;
    this.#isChoice = isChoice;
  }

  /** What was kept, where it can be read and is one of the choices. */
  read(storage: Pick<Storage, 'getItem'> | null): Choice {
    try {
      const kept: unknown = JSON.parse(storage?.getItem(this.#key) ?? 'null');
      return this.#isChoice(kept) ? kept : this.#usual;
    } catch {
      return this.#usual;
    }
  }

  keep(storage: Pick<Storage, 'setItem'> | null, choice: Choice): void {
    try {
      storage?.setItem(this.#key, JSON.stringify(choice));
    } catch {
      // Without storage the choice holds until the page is loaded again.
    }
  }
}
