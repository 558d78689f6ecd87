import type { Turn } from "./turn.ts";

/** 256 KiB a node and turn: thousands who come back at once get a millisecond of each turn, not a whole second. */
const MAX_TURN_SIZE = 256 * 1024;
/** 256 bytes: an entry as it is spelled, roughly. */
const ENTRY_SIZE = 256;
/** Eight entries or fewer never wait: those who read on at the head, and blinked. */
const FREE_ENTRIES = 8;
/** 64 KiB: after that much an outlet has had enough for now. */
const MAX_SIZE = 64 * 1024;

/** What reading the past may take of one turn, on the whole node. Who finds it taken waits in a row for a later turn. */
export class Ration {
  readonly #turn: Turn;
  readonly #max: number;
  readonly #waiting: { readonly size: number; readonly call: () => void }[] = [];
  /** Of `#waiting`, what has been called already. */
  #called = 0;
  #taken = 0;
  #isRenewing = false;

  constructor(turn: Turn, max: number = MAX_TURN_SIZE) {
    this.#turn = turn;
    this.#max = max;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length - this.#called;
  }

  /** Calls to read so many entries: at once if there is something left and nobody waits, else in a later turn. */
  take(entries: number, call: () => void): void {
    const size = Math.min(entries * ENTRY_SIZE, MAX_SIZE);
    if (entries <= FREE_ENTRIES) call();
    else if (this.waiting > 0 || this.#taken >= this.#max) this.#waiting.push({ size, call });
    else this.#give(size, call);
  }

  /** The same for who waits by a promise. */
  turn(entries: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.take(entries, () => resolve());
    return promise;
  }

  #give(size: number, call: () => void): void {
    this.#taken += size;
    this.#renewLater();
    call();
  }

  #renewLater(): void {
    if (this.#isRenewing) return;
    this.#isRenewing = true;
    this.#turn.next(() => this.#renew());
  }

  #renew(): void {
    this.#isRenewing = false;
    this.#taken = 0;
    for (let first = this.#first(); first !== undefined && this.#taken < this.#max; first = this.#first()) {
      this.#called++;
      this.#give(first.size, first.call);
    }
    // Cut off now and then: shifting one by one would be quadratic.
    if (this.#called < 1024 && this.waiting > 0) return;
    this.#waiting.splice(0, this.#called);
    this.#called = 0;
  }

  #first(): { readonly size: number; readonly call: () => void } | undefined {
    return this.#waiting[this.#called];
  }
}
