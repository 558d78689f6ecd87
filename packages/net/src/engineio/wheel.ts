import type { Ticker } from "../ticker.ts";

/** Something with a deadline that moves. */
export interface Timed {
  /** Milliseconds; undefined: it has none any more. */
  readonly deadline: number | undefined;
  /** Somebody's time is up with it, who has all of that: it is not met early. */
  readonly isTimeUp?: boolean;
  /** Its deadline has come. */
  tick(now: number): void;
}

/** The deadlines of all, on one timer: an entry for each in the slot of its time, looked at again when that comes. */
export class Wheel {
  readonly #stepMs: number;
  readonly #now: () => number;
  readonly #slots = new Map<number, Timed[]>();
  readonly #end: () => void;
  #last: number;
  #hasWaited = false;

  constructor(ticker: Ticker, stepMs: number, now: () => number) {
    this.#stepMs = stepMs;
    this.#now = now;
    this.#last = now();
    this.#end = ticker.every(stepMs, () => this.#turn());
  }

  /** To be called again when the deadline has become nearer; one that has moved away is found out here. */
  add(timed: Timed): void {
    const { deadline } = timed;
    if (deadline === undefined) return;
    // Up to a step early rather than late: what a deadline sets going then keeps its time.
    const slot = Math.floor(deadline / this.#stepMs);
    const there = this.#slots.get(slot);
    if (there === undefined) this.#slots.set(slot, [timed]);
    else there.push(timed);
  }

  end(): void {
    this.#end();
    this.#slots.clear();
  }

  #turn(): void {
    const now = this.#now();
    if (this.#waits(now)) return;
    const next = now + this.#stepMs;
    for (const [slot, all] of [...this.#slots]) {
      if (slot * this.#stepMs > now) continue;
      this.#slots.delete(slot);
      for (const timed of all) {
        const { deadline } = timed;
        // What is met within a step keeps its time: a timer that is late by a little does not make the next deadline late.
        const isDue = deadline !== undefined && (timed.isTimeUp === true ? deadline <= now : deadline < next);
        if (isDue) timed.tick(now - deadline > this.#stepMs ? now : deadline);
        this.add(timed);
      }
    }
  }

  /** After a turn of the loop that took long, once: what has come meanwhile is read before anybody's time is up. */
  #waits(now: number): boolean {
    const isLate = now - this.#last > 2 * this.#stepMs;
    this.#last = now;
    this.#hasWaited = isLate && !this.#hasWaited;
    return this.#hasWaited;
  }
}
