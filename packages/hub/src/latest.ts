import { type Entry, withoutContent } from "./entry.ts";
import { itemSize } from "./item-size.ts";
import type { Item } from "./spelling.ts";

/** How many values a room remembers. */
export interface LatestBounds {
  /** 1000 keys a room: the prices of an exchange, the players of a game. */
  readonly keys: number;
  /** 1 MiB of content a room, as its tail has. */
  readonly size: number;
}

export const LATEST_BOUNDS: LatestBounds = { keys: 1000, size: 1024 * 1024 };

/** Entries that a reader is given in place of all that came on its way. */
export interface Values {
  readonly entries: readonly Entry[];
  /** Where the reader stands who has them. */
  readonly end: number;
}

/** The latest entry of each key, for readers who are behind. Of too many keys, those are forgotten that have been silent for longest. */
export class Latest {
  readonly #bounds: LatestBounds;
  /** In the order of their offsets: a key that is said again goes to the end. */
  readonly #entries = new Map<string, Entry>();
  #size = 0;
  #changes = 0;

  constructor(bounds: LatestBounds = LATEST_BOUNDS) {
    this.#bounds = bounds;
  }

  /** How many keys it knows. */
  get keys(): number {
    return this.#entries.size;
  }

  /** How often an entry has been outdated: what was looked at before the last time may be so now. */
  get changes(): number {
    return this.#changes;
  }

  /** The entries among these that have a key are the latest of theirs from now on. */
  note(items: readonly Item[]): void {
    for (const item of items) if (item.kind === "entry" && item.key !== undefined) this.#note(item.key, item);
  }

  /** A later entry of the same key has come. False where the key is forgotten. */
  outdates(item: Item): boolean {
    if (item.kind !== "entry" || item.key === undefined) return false;
    const latest = this.#entries.get(item.key);
    return latest !== undefined && latest.offset > item.offset;
  }

  /** The latest of their keys above the offset `after` and up to `end`: what weighs no more than `size`, and one at least. */
  between(after: number, end: number, size: number): Values {
    const entries: Entry[] = [];
    if (after >= end) return { entries, end };
    let weight = 0;
    for (const entry of this.#entries.values()) {
      if (entry.offset <= after) continue;
      if (entry.offset > end) break;
      weight += itemSize(entry);
      const last = entries.at(-1);
      if (weight > size && last !== undefined) return { entries, end: last.offset };
      entries.push(entry);
    }
    return { entries, end };
  }

  /** Takes an entry's content out of memory as well. What it has outdated stays so. False: it is no value here. */
  erase(offset: number): boolean {
    for (const [key, entry] of this.#entries) {
      if (entry.offset !== offset) continue;
      const erased = withoutContent(entry);
      this.#size += itemSize(erased) - itemSize(entry);
      this.#entries.set(key, erased);
      return true;
    }
    return false;
  }

  #note(key: string, entry: Entry): void {
    if (this.#forget(key)) this.#changes++;
    this.#entries.set(key, entry);
    this.#size += itemSize(entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#bounds.keys && this.#size <= this.#bounds.size) break;
      this.#forget(oldest);
    }
  }

  #forget(key: string): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined) return false;
    this.#size -= itemSize(entry);
    return this.#entries.delete(key);
  }
}
