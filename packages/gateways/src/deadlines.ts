import type { Clock } from "@madang/hub";

/** 1 s: no deadline here is finer. */
const STEP_MS = 1000;

/** Many deadlines on one timer. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #slots = new Map<number, Set<() => void>>();
  #ticking = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls once at `at` (milliseconds since 1970) or up to a second later, unless cancelled. */
  add(at: number, call: () => void): () => void {
    const slot = Math.ceil(at / STEP_MS);
    let calls = this.#slots.get(slot);
    if (calls === undefined) {
      calls = new Set();
      this.#slots.set(slot, calls);
    }
    calls.add(call);
    this.#tickOn();
    return () => {
      calls.delete(call);
      if (calls.size === 0) this.#slots.delete(slot);
    };
  }

  #tickOn(): void {
    if (this.#ticking || this.#slots.size === 0) return;
    this.#ticking = true;
    this.#clock.after(STEP_MS, () => {
      this.#ticking = false;
      const now = this.#clock.now() / STEP_MS;
      for (const [slot, calls] of this.#slots) {
        if (slot > now) continue;
        this.#slots.delete(slot);
        for (const call of calls) call();
      }
      this.#tickOn();
    });
  }
}
