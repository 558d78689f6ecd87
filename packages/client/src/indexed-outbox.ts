import type { OutboxStorage, StoredText } from "./outbox-storage.ts";

const STORE = "texts";

/** Of the Indexed Database API what is used here: the tests run where it is not. */
export interface Databases {
  open(name: string, version: number): Opening;
}

interface Asked<T> {
  readonly result: T;
  readonly error: unknown;
  onsuccess: (() => void) | null;
  onerror: (() => void) | null;
}

interface Opening extends Asked<Database> {
  onupgradeneeded: (() => void) | null;
}

interface Database {
  createObjectStore(name: string, options: { readonly autoIncrement: true }): Texts;
  transaction(name: string, mode: "readonly" | "readwrite"): { objectStore(name: string): Texts };
}

interface Texts {
  createIndex(name: string, path: string): unknown;
  index(name: string): { getAllKeys(value: string): Asked<readonly unknown[]> };
  getAll(): Asked<readonly unknown[]>;
  add(text: StoredText): Asked<unknown>;
  delete(key: unknown): Asked<unknown>;
}

/** The outbox in a browser's IndexedDB, oldest first; one a server, whoever writes. */
export class IndexedOutbox implements OutboxStorage {
  readonly #database: Promise<Database>;

  constructor(server: string, databases: Databases) {
    const opening = databases.open(`madang.outbox.${server}`, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(STORE, { autoIncrement: true }).createIndex("id", "id");
    };
    this.#database = done(opening);
    this.#database.catch(() => {});
  }

  async load(): Promise<readonly StoredText[]> {
    const texts = await done((await this.#texts("readonly")).getAll());
    return texts as readonly StoredText[];
  }

  /** One that is saved again goes to the end. */
  async save(text: StoredText): Promise<void> {
    const texts = await this.#texts("readwrite");
    await forget(texts, text.id);
    await done(texts.add(text));
  }

  async remove(id: string): Promise<void> {
    await forget(await this.#texts("readwrite"), id);
  }

  async #texts(mode: "readonly" | "readwrite"): Promise<Texts> {
    return (await this.#database).transaction(STORE, mode).objectStore(STORE);
  }
}

async function forget(texts: Texts, id: string): Promise<void> {
  for (const key of await done(texts.index("id").getAllKeys(id))) await done(texts.delete(key));
}

function done<T>(asked: Asked<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
