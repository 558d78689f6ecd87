import type { Clock } from "./clock.ts";

/** A timer that fires this late was held up: the machine slept, or the page was in the background. */
const LATE_MS = 5000;
/** How long an answer may take when the link is under suspicion. */
const PROBE_MS = 5000;

/** Notices a dead link: asks after a silence, and gives up after another. */
export class Pulse {
  readonly #clock: Clock;
  readonly #ask: () => void;
  readonly #dead: () => void;
  #silence = 0;
  #heardAt = 0;
  #due = 0;
  #cancel: (() => void) | undefined;
  #asked = false;
  #excused = false;

  constructor(clock: Clock, ask: () => void, dead: () => void) {
    this.#clock = clock;
    this.#ask = ask;
    this.#dead = dead;
  }

  start(silence: number): void {
    this.#silence = silence;
    this.heard();
    this.#wait(silence);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Something came. The timer is left as it is: it looks again when it fires. */
  heard(): void {
    this.#heardAt = this.#clock.now();
    this.#asked = false;
    this.#excused = false;
  }

  /** Asks at once, for who has a reason for doubt. */
  probe(): void {
    if (this.#cancel === undefined) return;
    const rest = this.#due - this.#clock.now();
    this.#question(this.#asked && rest > 0 ? Math.min(rest, PROBE_MS) : PROBE_MS);
  }

  #question(patience: number): void {
    this.#asked = true;
    this.#ask();
    this.#wait(Math.min(patience, this.#silence));
  }

  #wait(ms: number): void {
    this.#cancel?.();
    this.#due = this.#clock.now() + ms;
    this.#cancel = this.#clock.after(ms, () => this.#look());
  }

  #look(): void {
    const now = this.#clock.now();
    const late = now - this.#due > LATE_MS;
    const rest = this.#heardAt + this.#silence - now;
    if (!this.#asked && rest > 0) {
      // A clock that was set back must not make this longer.
      this.#wait(Math.min(rest, this.#silence));
    } else if (!this.#asked) {
      this.#question(late ? PROBE_MS : this.#silence);
    } else if (late && !this.#excused) {
      // Asleep between question and answer. Only once: in the background every timer is late.
      this.#excused = true;
      this.#question(PROBE_MS);
    } else {
      this.stop();
      this.#dead();
    }
  }
}
