/** How often a refusing store looks whether it can write again, in milliseconds. */
const PROBE_MS = 1_000;

/** Tries `write` again and again while the disk refuses, and says so once it went through. */
export class Probe {
  readonly #write: () => void;
  readonly #recovered: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(write: () => void, recovered: () => void) {
    this.#write = write;
    this.#recovered = recovered;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#try(), PROBE_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #try(): void {
    try {
      this.#write();
    } catch {
      // Still refusing: that is what was asked.
      return;
    }
    this.stop();
    this.#recovered();
  }
}
