import type { Databases } from "./indexed-outbox.ts";
import { MemoryOutboxStorage, type OutboxStorage, type StoredText } from "./outbox-storage.ts";

type Load = () => Promise<OutboxStorage>;

/** A page's storage, whose code is loaded beside the page; elsewhere nothing outlives the process. */
export function pageStorage(server: string, world: object = globalThis): OutboxStorage {
  if (!("indexedDB" in world && "document" in world)) return new MemoryOutboxStorage();
  const databases = world.indexedDB as Databases;
  return new LazyStorage(async () => new (await import("./indexed-outbox.ts")).IndexedOutbox(server, databases));
}

/** Calls wait for the storage, in their order. */
export class LazyStorage implements OutboxStorage {
  readonly #storage: Promise<OutboxStorage>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(load: Load) {
    this.#storage = load();
    this.#storage.catch(() => {});
  }

  load(): Promise<readonly StoredText[]> {
    return this.#next((storage) => storage.load());
  }

  save(text: StoredText): Promise<void> {
    return this.#next((storage) => storage.save(text));
  }

  remove(id: string): Promise<void> {
    return this.#next((storage) => storage.remove(id));
  }

  #next<T>(call: (storage: OutboxStorage) => Promise<T>): Promise<T> {
    const next = this.#last.then(async () => call(await this.#storage));
    this.#last = next.catch(() => {});
    return next;
  }
}
