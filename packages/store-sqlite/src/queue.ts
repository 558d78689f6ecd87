import type { Group, Read, Write } from "./call.ts";
import type { Cell } from "./cells.ts";

/**
 * Drafts in one transaction at most, but for a single call that brings more. More would gain nothing (60,000 a second at
 * 1,024 against 57,000 at 64) and make reads wait longer.
 */
const GROUP_DRAFTS = 1_024;

/** A call that waits for its answer. */
export interface Waiting<Call> {
  readonly call: Call;
  /** The drafts of an append. */
  readonly cells?: readonly Cell[];
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A group and who waits for its answers, in the same order. */
export interface Departure {
  readonly group: Group;
  readonly readers: readonly Waiting<Read>[];
  readonly writers: readonly Waiting<Write>[];
}

/** The calls that came while the thread was busy. Reads overtake the writes that do not fit into the next group. */
export class Queue {
  #readers: Waiting<Read>[] = [];
  readonly #writers: Waiting<Write>[] = [];

  get isEmpty(): boolean {
    return this.#readers.length === 0 && this.#writers.length === 0;
  }

  addRead(waiting: Waiting<Read>): void {
    this.#readers.push(waiting);
  }

  addWrite(waiting: Waiting<Write>): void {
    this.#writers.push(waiting);
  }

  /** What goes in the next message. */
  depart(): Departure {
    const readers = this.#readers;
    this.#readers = [];
    const writers = this.#writers.splice(0, this.#fitting());
    const cells: Cell[] = [];
    for (const writer of writers) for (const cell of writer.cells ?? []) cells.push(cell);
    const group = { reads: readers.map(({ call }) => call), writes: writers.map(({ call }) => call), cells };
    return { group, readers, writers };
  }

  /** How many of the waiting writes go into one transaction; at least one. */
  #fitting(): number {
    let drafts = 0;
    const fitting = this.#writers.findIndex(({ call }, index) => {
      drafts += "count" in call ? call.count : 1;
      return drafts > GROUP_DRAFTS && index > 0;
    });
    return fitting < 0 ? this.#writers.length : fitting;
  }
}
