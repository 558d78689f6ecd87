import type { Pulse } from "./negotiation.ts";

/** Send when this part of the agreed time has gone by: timers are late, and some clients wait hardly longer than it. */
const SEND_AT = 0.75;

/** Give up after this many times the agreed time, as stompjs does (STOMP 1.2 "Heart-beating": an error margin). */
const GIVE_UP_AT = 2;

/**
 * The two clocks of heart-beating. Beats go out at their time whether or not frames have: a byte now and then costs
 * less than a note for each connection at each delivery.
 */
export class LifeSigns {
  readonly #sendEvery: number;
  readonly #patience: number;
  #sent: number;
  #heard: number;

  constructor({ sendEvery, expectEvery }: Pulse, now: number) {
    this.#sendEvery = sendEvery === 0 ? Number.POSITIVE_INFINITY : sendEvery * SEND_AT;
    this.#patience = expectEvery === 0 ? Number.POSITIVE_INFINITY : expectEvery * GIVE_UP_AT;
    this.#sent = now;
    this.#heard = now;
  }

  /** When to look again; undefined: there are no heart-beats. */
  get deadline(): number | undefined {
    const at = Math.min(this.#sent + this.#sendEvery, this.#heard + this.#patience);
    return at === Number.POSITIVE_INFINITY ? undefined : at;
  }

  /** Any byte is a sign of life. */
  heard(now: number): void {
    this.#heard = now;
  }

  /** How long nothing was heard, in milliseconds, when that is too long. */
  silence(now: number): number | undefined {
    return now >= this.#heard + this.#patience ? now - this.#heard : undefined;
  }

  /** Whether a beat has to go out now; counts it as sent. */
  beats(now: number): boolean {
    if (now < this.#sent + this.#sendEvery) return false;
    this.#sent = now;
    return true;
  }
}
