import type { Chance } from "@madang/hub";

/** Ids in a row, `id1`, `id2` …: no chance at all. */
export class CountingChance implements Chance {
  #count = 0;

  id(): string {
    this.#count++;
    return `id${this.#count}`;
  }
}
