import type { Clock } from "./clock.ts";

const FIRST_MS = 30_000;
/** 10 min: one small request for each client in that time. */
const LONGEST_MS = 600_000;

/** When to try something better than what carries: after half a minute, and then less and less often. */
export class Climb {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #go: () => void;
  #tries = 0;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, random: () => number, go: () => void) {
    this.#clock = clock;
    this.#random = random;
    this.#go = go;
  }

  /** Waits for the next time, unless it does already. */
  wait(): void {
    if (this.#cancel !== undefined) return;
    const ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#tries);
    this.#cancel = this.#clock.after(ms * (0.75 + this.#random() / 4), () => this.#try());
  }

  /** Not later but now, when it waits: something has changed. */
  hurry(): void {
    if (this.#cancel === undefined) return;
    this.#tries = 0;
    this.#cancel();
    this.#try();
  }

  /** Nothing better is to be had, or wanted. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#tries = 0;
  }

  #try(): void {
    this.#cancel = undefined;
    this.#tries += 1;
    this.#go();
  }
}
