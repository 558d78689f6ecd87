import { Batch, MAX_BATCH_SIZE } from "./batch.ts";
import type { Entry } from "./entry.ts";
import { itemSize } from "./item-size.ts";
import type { Store } from "./store.ts";

/** What pages may hold. */
export interface PageBounds {
  /** 128: readers who missed different amounts meet at the next multiple of this offset and share pages from there on. */
  readonly entries: number;
  /** `MAX_BATCH_SIZE`: a page is written like a batch. One longer entry is a page by itself. */
  readonly pageSize: number;
  /** 16 MiB a node of past content, kept for the next one who comes back. */
  readonly size: number;
}

export const PAGE_BOUNDS: PageBounds = { entries: 128, pageSize: MAX_BATCH_SIZE, size: 16 * 1024 * 1024 };

/** The log that pages are of. */
export interface PagedLog {
  readonly room: string;
  readonly epoch: string;
  readonly store: Store;
}

/** Pages of the past, read once for all who stand at the same place at about the same time. */
export class Pages {
  readonly #bounds: PageBounds;
  readonly #pages = new Map<string, Promise<Batch>>();
  /** The keys of what there is of each room. */
  readonly #rooms = new Map<string, Set<string>>();
  readonly #sizes = new Map<string, number>();
  #size = 0;
  #forgets = 0;

  constructor(bounds: PageBounds = PAGE_BOUNDS) {
    this.#bounds = bounds;
  }

  /** How often something was forgotten: a page that was asked for before the last time is not to be used. */
  get forgets(): number {
    return this.#forgets;
  }

  /** What the pages that are kept weigh. */
  get size(): number {
    return this.#size;
  }

  /** What comes after `after`, up to a page's end; empty when the log ends there. Rejects as the store's `read` does. */
  read(log: PagedLog, after: number): Promise<Batch> {
    const key = `${log.room}\n${log.epoch}\n${after}`;
    const known = this.#pages.get(key);
    if (known !== undefined) return known;
    const loading = this.#load(log, after);
    const page = loading.then(({ batch }) => batch);
    this.#keep(log.room, key, page);
    const settle = (batch: Batch | undefined): void => {
      if (this.#pages.get(key) !== page) return;
      if (batch === undefined) this.#drop(key);
      else this.#weigh(key, batch);
    };
    loading.then(
      ({ batch, full }) => settle(full ? batch : undefined),
      () => settle(undefined),
    );
    return page;
  }

  /** Forgets what it holds of a room whose entries were changed. */
  forget(room: string): void {
    this.#forgets++;
    this.drop(room);
  }

  /** Lets go of what it holds of a room that nobody reads. */
  drop(room: string): void {
    for (const key of this.#rooms.get(room) ?? []) this.#drop(key);
  }

  /** `full`: nothing that is appended later belongs into this page. */
  async #load({ store, room }: PagedLog, after: number): Promise<{ batch: Batch; full: boolean }> {
    const limit = this.#bounds.entries - (after % this.#bounds.entries);
    const entries = await store.read(room, after, limit);
    const page = upToSize(entries, this.#bounds.pageSize);
    const full = entries.length === limit || page.length < entries.length;
    return { batch: new Batch(page, page.at(-1)?.offset ?? after, 0), full };
  }

  #keep(room: string, key: string, page: Promise<Batch>): void {
    this.#pages.set(key, page);
    const keys = this.#rooms.get(room);
    if (keys === undefined) this.#rooms.set(room, new Set([key]));
    else keys.add(key);
  }

  #weigh(key: string, batch: Batch): void {
    this.#sizes.set(key, batch.size);
    this.#size += batch.size;
    for (const oldest of this.#sizes.keys()) {
      if (this.#size <= this.#bounds.size) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#pages.delete(key);
    this.#size -= this.#sizes.get(key) ?? 0;
    this.#sizes.delete(key);
    const room = key.slice(0, key.indexOf("\n"));
    const keys = this.#rooms.get(room);
    keys?.delete(key);
    if (keys?.size === 0) this.#rooms.delete(room);
  }
}

function upToSize(entries: readonly Entry[], pageSize: number): readonly Entry[] {
  let size = 0;
  let count = 0;
  for (const entry of entries) {
    size += itemSize(entry);
    if (size > pageSize && count > 0) break;
    count++;
  }
  return entries.slice(0, count);
}
