import type { Clock } from "./clock.ts";

/** docs/protocol.md: every 3 s at most while somebody writes. */
const EVERY_MS = 3000;

/** Tells that the person here is writing, however many keys are pressed. */
export class Typing {
  readonly #clock: Clock;
  readonly #tell: (on: boolean) => void;
  #toldAt = -Infinity;
  #on = false;

  constructor(clock: Clock, tell: (on: boolean) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  set(on: boolean): void {
    const now = this.#clock.now();
    if (on ? now - this.#toldAt < EVERY_MS && now >= this.#toldAt : !this.#on) return;
    if (on) this.#toldAt = now;
    this.#on = on;
    this.#tell(on);
  }

  /** The server knows it by itself: a message ends it, and so does a lost link. */
  over(): void {
    this.#on = false;
    this.#toldAt = -Infinity;
  }
}
