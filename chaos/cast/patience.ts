import type { Dice } from "../dice.ts";

const FIRST_MS = 60;
const LONGEST_MS = 700;

/** How long to wait before coming back: at random, longer with every try in vain, so that a server can start in peace. */
export class Patience {
  readonly #dice: Dice;
  #tries = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  wait(): number {
    return this.#dice.between(0, Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#tries++));
  }

  /** It was not in vain. */
  reward(): void {
    this.#tries = 0;
  }
}
