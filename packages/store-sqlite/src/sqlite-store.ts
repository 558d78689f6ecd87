import type {
  Appended,
  Ban,
  BanStore,
  Conflict,
  Draft,
  Entry,
  Head,
  Health,
  Kept,
  NameStore,
  Registry,
  RoomRecord,
  RoomSettings,
  Store,
} from "@madang/hub";
import { OUTCOMES } from "./call.ts";
import { type Cell, entriesOf, layDraft } from "./cells.ts";
import type { Lock } from "./lock.ts";
import type { DiskThread } from "./thread.ts";

/** Entries asked of the thread at once; a longer read is several, so that writes go on between them. */
const PAGE_ENTRIES = 1_000;

/** What the store is made of, once it is open. */
export interface SqliteStoreParts {
  readonly folder: string;
  readonly thread: DiskThread;
  readonly lock: Lock;
}

/**
 * Rooms' logs, the registry and the bans in one SQLite database. What a call refused (`StoreRefusal`) is seen by nobody
 * for as long as this process lives. After a crash of the machine in the very moment of a refusal a refused draft may
 * be found to have lasted, as an answer lost on its way may: the author's repeat under the same id then finds it.
 * Every call after `close` rejects with `UsageError`.
 */
export class SqliteStore implements Store, Registry, BanStore, NameStore, Health {
  readonly folder: string;
  readonly #thread: DiskThread;
  readonly #lock: Lock;

  constructor({ folder, thread, lock }: SqliteStoreParts) {
    this.folder = folder;
    this.#thread = thread;
    this.#lock = lock;
  }

  get refusing(): string | undefined {
    return this.#thread.refusing;
  }

  async head(room: string): Promise<Head> {
    return (await this.#thread.read({ kind: "head", room })) ?? this.#thread.write({ kind: "begin", room });
  }

  async append(room: string, drafts: readonly Draft[]): Promise<readonly Appended[]> {
    const cells: Cell[] = [];
    for (const draft of drafts) layDraft(cells, draft);
    return outcomes(await this.#thread.write({ kind: "append", room, count: drafts.length }, cells));
  }

  async appendAll(room: string, drafts: readonly Draft[]): Promise<readonly Kept[] | Conflict> {
    const cells: Cell[] = [];
    for (const draft of drafts) layDraft(cells, draft);
    const numbers = await this.#thread.write({ kind: "appendAll", room, count: drafts.length }, cells);
    const [index = 0, offset = 0] = numbers;
    return numbers.length === 2 ? { outcome: "conflict", index, offset } : (outcomes(numbers) as Kept[]);
  }

  async read(room: string, after: number, limit: number): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    for (;;) {
      const asked = Math.min(PAGE_ENTRIES, limit - entries.length);
      if (asked <= 0) return entries;
      const last = entries.at(-1)?.offset ?? after;
      const { epoch, cells } = await this.#thread.read({ kind: "read", room, after: last, limit: asked });
      const page = entriesOf(cells, room, epoch);
      for (const entry of page) entries.push(entry);
      if (page.length < asked) return entries;
    }
  }

  remove(room: string, offset: number): Promise<boolean> {
    return this.#thread.write({ kind: "remove", room, offset });
  }

  /** In steps, each durable by itself: when one is refused, what went before it stays forgotten. */
  async prune(room: string, at: number): Promise<number> {
    for (;;) {
      const { earliest, more } = await this.#thread.write({ kind: "prune", room, at });
      if (!more) return earliest;
    }
  }

  find(name: string): Promise<RoomRecord | undefined> {
    return this.#thread.read({ kind: "find", name });
  }

  rooms(): Promise<readonly RoomRecord[]> {
    return this.#thread.read({ kind: "rooms" });
  }

  put(name: string, settings: RoomSettings): Promise<"made" | "changed"> {
    return this.#thread.write({ kind: "put", name, settings });
  }

  bans(): Promise<readonly Ban[]> {
    return this.#thread.read({ kind: "bans" });
  }

  ban(ban: Ban): Promise<boolean> {
    return this.#thread.write({ kind: "ban", ban });
  }

  lift(ban: Ban): Promise<boolean> {
    return this.#thread.write({ kind: "lift", ban });
  }

  names(): Promise<readonly string[]> {
    return this.#thread.read({ kind: "names" });
  }

  async keepName(folded: string): Promise<void> {
    await this.#thread.write({ kind: "keepName", folded });
  }

  async close(): Promise<void> {
    await this.#thread.close();
    this.#lock.release();
  }
}

function outcomes(numbers: readonly number[]): Appended[] {
  const answers: Appended[] = [];
  for (let from = 0; from < numbers.length; from += 3) {
    const [outcome = 0, offset = 0, check = 0] = numbers.slice(from, from + 3);
    const word = OUTCOMES[outcome] ?? "new";
    answers.push(word === "conflict" ? { outcome: word, offset } : { outcome: word, offset, check });
  }
  return answers;
}
