import type { Clock } from "./clock.ts";

/** So often, on average and at once. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** 10,000 keys a pace remembers at least; those who have not been in a hurry lately are forgotten beyond. */
const MAX_KEYS = 10_000;

/** How often each key may do something: a bucket of tokens each, that fills by itself. */
export class Pace {
  readonly #clock: Clock;
  readonly #rate: Rate;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  #most = MAX_KEYS;

  constructor(clock: Clock, rate: Rate) {
    this.#clock = clock;
    this.#rate = rate;
  }

  /** Milliseconds to wait before the next try; 0: it may, and has. */
  take(key: string): number {
    const { perSecond, burst } = this.#rate;
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) / perSecond) * 1000);
    bucket.tokens--;
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > this.#most) this.#forget(now);
    return 0;
  }

  /** Forgets the buckets that are full again. */
  #forget(now: number): void {
    const fillMs = (this.#rate.burst / this.#rate.perSecond) * 1000;
    for (const [key, { at }] of this.#buckets) if (now - at >= fillMs) this.#buckets.delete(key);
    // When all are in a hurry, looking again for each new one would be quadratic.
    this.#most = Math.max(MAX_KEYS, 2 * this.#buckets.size);
  }
}
