import type { Chance } from "@madang/hub";

/** Counted from here, in steps of so much (Durable Streams section 8.1). */
const BEGIN = Date.UTC(2024, 9, 9);
const STEP_MS = 20_000;
/** An hour of steps: how far a step of chance goes at most. */
const MAX_LEAP = 180;
const SHAPE = /^\d{1,16}$/;

/**
 * The numbers that live answers carry and clients give back, so that a cache in between cannot answer a client with what
 * it has just had, again and again. One series for all: what makes it leap for one moves it on for everybody, and so
 * everybody who is answered at one time can be answered alike.
 */
export class LiveCursors {
  readonly #now: () => number;
  readonly #chance: Chance;
  #least = 0;

  constructor(now: () => number, chance: Chance) {
    this.#now = now;
    this.#chance = chance;
  }

  /** What answers carry now: never less than before. */
  get current(): string {
    this.#least = Math.max(this.#least, Math.floor((this.#now() - BEGIN) / STEP_MS));
    return String(this.#least);
  }

  /** A client has come with this cursor: what it is answered with from now on is greater. */
  pass(given: string | undefined): void {
    if (given === undefined || !SHAPE.test(given)) return;
    const [cursor, current] = [Number(given), Number(this.current)];
    // One far above was not given here.
    if (cursor >= current && cursor <= current + MAX_LEAP) this.#least = cursor + this.#leap();
  }

  #leap(): number {
    return 1 + (Number.parseInt(this.#chance.id().slice(-4), 36) % MAX_LEAP || 0);
  }
}
