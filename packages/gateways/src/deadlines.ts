import type { Clock } from "@madang/hub";

/** 1 s: no deadline of a chat is finer. */
const STEP_MS = 1000;

/** Many deadlines on one timer. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #stepMs: number;
  readonly #slots = new Map<number, Set<() => void>>();
  #ticking = false;

  constructor(clock: Clock, stepMs: number = STEP_MS) {
    this.#clock = clock;
    this.#stepMs = stepMs;
  }

  /** Calls once at `at` (milliseconds since 1970) or up to a step later, unless cancelled. */
  add(at: number, call: () => void): () => void {
    const slot = Math.ceil(at / this.#stepMs);
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
    this.#clock.after(this.#stepMs, () => {
      this.#ticking = false;
      const now = this.#clock.now() / this.#stepMs;
      for (const [slot, calls] of this.#slots) {
        if (slot > now) continue;
        this.#slots.delete(slot);
        for (const call of calls) call();
      }
      this.#tickOn();
    });
  }
}
