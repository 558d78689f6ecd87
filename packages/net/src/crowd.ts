import { type Creditor, Debts, LOOK_MS } from "./debts.ts";
import { EndCounts, type EndReason } from "./end-reason.ts";
import type { Ticker } from "./ticker.ts";

/** 5 s for everybody to go after a goodbye. */
const GOODBYE_MS = 5000;

/** A connection, as those see it who keep many. */
export interface Kept extends Creditor {
  /** Lets the session say goodbye, and that it is to come back in so many milliseconds. */
  farewell(after: number, why: string): void;
  /** Ends it at once, without a word. */
  reset(reason: EndReason): void;
}

/** All connections of one kind: how many there are and why they ended, who takes nothing of what it is owed, one goodbye. */
export class Crowd<T extends Kept> implements Iterable<T> {
  readonly #all = new Set<T>();
  readonly #debts = new Debts<T>();
  readonly #ends = new EndCounts();
  readonly #ticker: Ticker;
  /** From now on, nobody is looked at for what it takes: the end is near for all. */
  readonly endLooks: () => void;
  #emptied: () => void = () => undefined;

  constructor(ticker: Ticker) {
    this.#ticker = ticker;
    this.endLooks = ticker.every(LOOK_MS, () => this.#resetAll(this.#debts.look(this.#all), "stalled"));
  }

  get size(): number {
    return this.#all.size;
  }

  /** How many have ended, by reason. */
  get ended(): ReadonlyMap<EndReason, number> {
    return this.#ends.all;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#all.values();
  }

  add(one: T): void {
    this.#all.add(one);
  }

  /** One has ended; it is here until its stream is gone. */
  count(reason: EndReason): void {
    this.#ends.add(reason);
  }

  /** The stream of one is gone. */
  delete(one: T): void {
    this.#all.delete(one);
    this.#debts.forget(one);
    if (this.#all.size === 0) this.#emptied();
  }

  /** Sends everybody away to come back after a time of their own, in milliseconds; resolves when all have gone. */
  async sendAway(after: () => number, why: string): Promise<void> {
    this.endLooks();
    if (this.#all.size === 0) return;
    const emptied = new Promise<void>((resolve) => {
      this.#emptied = resolve;
    });
    for (const one of this.#all) one.farewell(after(), why);
    const endWait = this.#ticker.every(GOODBYE_MS, () => this.#resetAll(this.#all, "stop"));
    await emptied;
    endWait();
  }

  #resetAll(some: Iterable<T>, reason: EndReason): void {
    for (const one of some) one.reset(reason);
  }
}
