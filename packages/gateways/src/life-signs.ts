import type { Clock } from "@madang/hub";

/** 15 s: half of the shortest time after which a proxy that is set up with care gives up on a silent connection. */
export const LIFE_SIGN_MS = 15_000;

/** Connections that say something now and then, all on one timer, which stands still while there are none. */
export class LifeSigns {
  readonly #clock: Clock;
  readonly #calls = new Set<() => void>();
  #ticking = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls every 15 s until the answer is called. */
  add(call: () => void): () => void {
    this.#calls.add(call);
    this.#tickOn();
    return () => this.#calls.delete(call);
  }

  #tickOn(): void {
    if (this.#ticking || this.#calls.size === 0) return;
    this.#ticking = true;
    this.#clock.after(LIFE_SIGN_MS, () => {
      this.#ticking = false;
      for (const call of this.#calls) call();
      this.#tickOn();
    });
  }
}
