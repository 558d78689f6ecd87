import type { Clock } from "../src/clock.ts";

interface Waiting {
  readonly at: number;
  readonly call: () => void;
}

/** A clock that stands until it is moved, and a machine that can sleep. */
export class ManualClock implements Clock {
  #now: number;
  readonly #waiting = new Set<Waiting>();

  constructor(now = 1_795_338_800_000) {
    this.#now = now;
  }

  get timers(): number {
    return this.#waiting.size;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const waiting = { at: this.#now + ms, call };
    this.#waiting.add(waiting);
    return () => void this.#waiting.delete(waiting);
  }

  /** Moves on and calls what falls due, each at its time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let due = this.#next(end); due !== undefined; due = this.#next(end)) {
      this.#waiting.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.call();
    }
    this.#now = end;
  }

  /** Moves on without calling anybody: what has fallen due meanwhile is called with the next move, late. */
  sleep(ms: number): void {
    this.#now += ms;
  }

  #next(end: number): Waiting | undefined {
    return [...this.#waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
