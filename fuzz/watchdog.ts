import { Worker } from "node:worker_threads";

/** The largest input that is told of. */
const MAX_BYTES = 512 * 1024;

/** Looks, from a thread of its own, whether the inputs go on; kills the process when one does not. */
export class Watchdog {
  readonly #state = new Int32Array(new SharedArrayBuffer(8));
  readonly #input = new Uint8Array(new SharedArrayBuffer(MAX_BYTES));
  readonly #thread: Worker;

  constructor() {
    this.#thread = new Worker(new URL("watchdog-thread.ts", import.meta.url), {
      workerData: { state: this.#state, input: this.#input },
    });
    this.#thread.unref();
  }

  /** An input is begun. */
  look(input: Uint8Array): void {
    const known = input.subarray(0, MAX_BYTES);
    this.#input.set(known);
    this.#state[1] = known.length;
    this.#state[0] = (this.#state[0] ?? 0) + 1;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }
}
