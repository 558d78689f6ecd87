import type { Batch } from "./batch.ts";
import { type Entry, withoutContent } from "./entry.ts";
import { Latest, type LatestBounds, type Values } from "./latest.ts";

/** What a tail may hold. */
export interface TailBounds {
  /** 1 MiB of content a room: about a second at full load; who is further behind reads the store. */
  readonly size: number;
  /** 4096: a batch of one short line weighs more in objects than in content. */
  readonly batches: number;
}

export const TAIL_BOUNDS: TailBounds = { size: 1024 * 1024, batches: 4096 };

/** The end of a room's log in memory: numbered batches, oldest forgotten first. */
export class Tail {
  readonly #bounds: TailBounds;
  #batches: Batch[] = [];
  #size = 0;
  /** The number of `#batches[0]`. */
  #first = 0;
  #before: number;
  #end: number;
  #happened = 0;
  /** The latest values by key, which stay when their batches are forgotten. */
  readonly #latest: Latest;

  constructor(before: number, bounds: TailBounds = TAIL_BOUNDS, values?: LatestBounds) {
    this.#bounds = bounds;
    this.#latest = new Latest(values);
    this.#before = before;
    this.#end = before;
  }

  /** Where a reader stands who has read all that came before the first batch. */
  get before(): number {
    return this.#before;
  }

  /** Where a reader stands who has read all of it. */
  get end(): number {
    return this.#end;
  }

  /** How many happenings the room has seen. */
  get happened(): number {
    return this.#happened;
  }

  push(batch: Batch): void {
    this.#batches.push(batch);
    this.#size += batch.size;
    this.#end = batch.after;
    this.#happened = batch.happened;
    if (batch.isKeyed) this.#latest.note(batch.items);
    if (this.#size > this.#bounds.size || this.#batches.length > this.#bounds.batches) this.#halve();
  }

  /** The batch of this number; undefined when it is forgotten or not yet there. */
  at(number: number): Batch | undefined {
    return this.#batches[number - this.#first];
  }

  /**
   * The number of the first batch that brings something to a reader who has the entries up to `offset` and knows of
   * `happened` happenings, the next number when none does; undefined when the tail starts later.
   */
  after(offset: number, happened: number = Number.POSITIVE_INFINITY): number | undefined {
    if (offset < this.#before) return undefined;
    let low = 0;
    let high = this.#batches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const batch = this.#batches[middle] as Batch;
      if (batch.after > offset || (batch.after === offset && batch.happened > happened)) high = middle;
      else low = middle + 1;
    }
    return this.#first + low;
  }

  /** A batch of this room, from here or from the store, without what is outdated by now. */
  fresh(batch: Batch): Batch {
    return batch.fresh(this.#latest);
  }

  /** What is left of entries that are gone: the latest values above `after` and up to `end`, as much as fits `size`. */
  values(after: number, end: number, size: number): Values {
    return this.#latest.between(after, end, size);
  }

  /** The entry at `offset`, if the tail has it. */
  entry(offset: number): Entry | undefined {
    return this.#holder(offset)?.items.find((item): item is Entry => item.kind === "entry" && item.offset === offset);
  }

  /** Takes an entry's content out of memory as well. False: it is not there. */
  erase(offset: number): boolean {
    const entry = this.entry(offset);
    if (entry !== undefined) this.#holder(offset)?.replace(offset, withoutContent(entry));
    return this.#latest.erase(offset) || entry !== undefined;
  }

  /** Lets go of the batches whose entries are all before `earliest`. */
  forget(earliest: number): void {
    const kept = this.#batches.findIndex((batch) => batch.after >= earliest);
    this.#drop(kept < 0 ? this.#batches.length : kept);
  }

  #holder(offset: number): Batch | undefined {
    const number = this.after(offset - 1);
    return number === undefined ? undefined : this.at(number);
  }

  /** Half at a time: shifting one by one would be quadratic. The newest stays. */
  #halve(): void {
    const { size, batches } = this.#bounds;
    let count = 0;
    let left = this.#size;
    while (count < this.#batches.length - 1 && (left > size / 2 || this.#batches.length - count > batches / 2)) {
      left -= this.#batches[count]?.size ?? 0;
      count++;
    }
    this.#drop(count);
  }

  #drop(count: number): void {
    for (const batch of this.#batches.slice(0, count)) {
      this.#size -= batch.size;
      this.#before = batch.after;
    }
    this.#batches = this.#batches.slice(count);
    this.#first += count;
  }
}
