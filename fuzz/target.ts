import type { Dice } from "../chaos/dice.ts";

/** Something that reads what a peer sent, and what has to hold whatever that is. */
export interface Target {
  readonly name: string;
  /** The next input: what a good peer sends, most times spoiled. */
  make(dice: Dice): Uint8Array;
  /** Throws what does not hold. `dice` is for what is not in the input: where it is cut. */
  check(input: Uint8Array, dice: Dice): void | Promise<void>;
  /** What was learned beside pass and fail, a line each. */
  notes?(): readonly string[];
  close?(): Promise<void>;
}
