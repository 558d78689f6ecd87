import type { Cancel, Clock } from "@madang/hub";

/** A clock that stands until it is moved. */
export class ManualClock implements Clock {
  #now: number;
  #calls: { readonly at: number; readonly call: () => void }[] = [];

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): Cancel {
    const waiting = { at: this.#now + ms, call };
    this.#calls.push(waiting);
    return () => {
      this.#calls = this.#calls.filter((other) => other !== waiting);
    };
  }

  /** Moves on by `ms` and calls what falls due, in the order of the times. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#calls.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#calls = this.#calls.filter((other) => other !== due);
      this.#now = due.at;
      due.call();
    }
    this.#now = end;
  }
}
