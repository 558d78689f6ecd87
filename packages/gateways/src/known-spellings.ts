import type { Spelling } from "@madang/hub";

/** 1000 rooms and ways to frame: what is forgotten beyond is made again, with the same key, and shares what that one did. */
export const MAX_SPELLINGS = 1000;

/** Spellings that differ by room, each made when it is first asked for; rooms come and go, and there may be very many. */
export class KnownSpellings {
  readonly #known = new Map<string, Spelling>();

  /** `make` makes the spelling that this name stands for. */
  get(name: string, make: () => Spelling): Spelling {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (this.#known.size >= MAX_SPELLINGS) this.#known.clear();
    const made = make();
    this.#known.set(name, made);
    return made;
  }
}
