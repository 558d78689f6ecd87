import { authorKey } from "./author.ts";
import type { Ban, BanStore } from "./bans.ts";
import type { Chance } from "./chance.ts";
import { EMPTY_CHECK, nextCheck } from "./check.ts";
import { type Draft, type Entry, sameContent, withoutContent } from "./entry.ts";
import type { NameStore } from "./names.ts";
import type { Registry, RoomRecord, RoomSettings } from "./registry.ts";
import type { Appended, Conflict, Head, Kept, Store } from "./store.ts";

/** One room's log in memory. */
interface Log {
  readonly epoch: string;
  /** `entries[0]` has the offset `earliest`. */
  entries: Entry[];
  earliest: number;
  check: number;
  readonly ids: Map<string, Entry>;
}

/**
 * The store without a disk: it says what the port means, and it is what keeps a volatile room. `keep` bounds each log:
 * past twice that many entries the older half is forgotten, with its ids.
 */
export class MemoryStore implements Store, Registry, BanStore, NameStore {
  readonly #chance: Chance;
  readonly #keep: number;
  readonly #logs = new Map<string, Log>();
  readonly #rooms = new Map<string, RoomRecord>();
  readonly #bans = new Map<string, Ban>();
  readonly #names = new Set<string>();

  constructor(chance: Chance, keep: number = Number.POSITIVE_INFINITY) {
    this.#chance = chance;
    this.#keep = keep;
  }

  async head(room: string): Promise<Head> {
    const { epoch, earliest, entries, check } = this.#log(room);
    return { epoch, earliest, offset: earliest + entries.length - 1, check };
  }

  async append(room: string, drafts: readonly Draft[]): Promise<readonly Appended[]> {
    const log = this.#log(room);
    const answers = drafts.map((draft) => appendOne(room, log, draft));
    if (log.entries.length > 2 * this.#keep) forget(log, log.entries.length - this.#keep);
    return answers;
  }

  async appendAll(room: string, drafts: readonly Draft[]): Promise<readonly Kept[] | Conflict> {
    const log = this.#log(room);
    const conflict = conflictOf(log, drafts);
    if (conflict !== undefined) return conflict;
    const answers = drafts.map((draft) => appendOne(room, log, draft) as Kept);
    if (log.entries.length > 2 * this.#keep) forget(log, log.entries.length - this.#keep);
    return answers;
  }

  async read(room: string, after: number, limit: number): Promise<readonly Entry[]> {
    const { entries, earliest } = this.#log(room);
    const from = Math.max(0, after + 1 - earliest);
    return entries.slice(from, from + limit);
  }

  async remove(room: string, offset: number): Promise<boolean> {
    const log = this.#log(room);
    const entry = log.entries[offset - log.earliest];
    if (entry === undefined) return false;
    const removed = withoutContent(entry);
    log.entries[offset - log.earliest] = removed;
    log.ids.set(idKey(entry), removed);
    return true;
  }

  async prune(room: string, at: number): Promise<number> {
    const log = this.#log(room);
    const kept = log.entries.findIndex((entry) => entry.at >= at);
    forget(log, kept < 0 ? log.entries.length : kept);
    return log.earliest;
  }

  async find(name: string): Promise<RoomRecord | undefined> {
    return this.#rooms.get(name);
  }

  async rooms(): Promise<readonly RoomRecord[]> {
    return [...this.#rooms.values()].sort((a, b) => compare(a.name, b.name));
  }

  async put(name: string, settings: RoomSettings): Promise<"made" | "changed"> {
    const known = this.#rooms.has(name);
    this.#rooms.set(name, { name, ...settings });
    return known ? "changed" : "made";
  }

  async bans(): Promise<readonly Ban[]> {
    return [...this.#bans.values()];
  }

  async ban(ban: Ban): Promise<boolean> {
    const key = `${ban.kind}:${ban.value}`;
    const stood = this.#bans.has(key);
    this.#bans.set(key, ban);
    return !stood;
  }

  async lift(ban: Ban): Promise<boolean> {
    return this.#bans.delete(`${ban.kind}:${ban.value}`);
  }

  async names(): Promise<readonly string[]> {
    return [...this.#names];
  }

  async keepName(folded: string): Promise<void> {
    this.#names.add(folded);
  }

  /** Forgets a log whole, as no store with a disk does: who asks for it again begins another history. */
  drop(room: string): void {
    this.#logs.delete(room);
  }

  async close(): Promise<void> {}

  #log(room: string): Log {
    const known = this.#logs.get(room);
    if (known !== undefined) return known;
    const log: Log = { epoch: this.#chance.id(), entries: [], earliest: 1, check: EMPTY_CHECK, ids: new Map() };
    this.#logs.set(room, log);
    return log;
  }
}

function appendOne(room: string, log: Log, draft: Draft): Appended {
  const first = log.ids.get(idKey(draft));
  if (first !== undefined) {
    const same = first.removed || sameContent(first.content, draft.content);
    return same
      ? { outcome: "repeat", offset: first.offset, check: first.check }
      : { outcome: "conflict", offset: first.offset };
  }
  log.check = nextCheck(log.check, draft);
  const offset = log.earliest + log.entries.length;
  const entry: Entry = { ...draft, kind: "entry", room, epoch: log.epoch, offset, check: log.check, removed: false };
  log.entries.push(entry);
  log.ids.set(idKey(draft), entry);
  return { outcome: "new", offset, check: log.check };
}

/** Why these cannot all be appended; the offset of one that would have been is where it would have stood. */
function conflictOf(log: Log, drafts: readonly Draft[]): Conflict | undefined {
  const fresh = new Map<string, { readonly draft: Draft; readonly offset: number }>();
  const next = log.earliest + log.entries.length;
  for (const [index, draft] of drafts.entries()) {
    const key = idKey(draft);
    const kept = log.ids.get(key);
    const first = kept ?? fresh.get(key)?.draft;
    const offset = kept?.offset ?? fresh.get(key)?.offset ?? next + fresh.size;
    if (first === undefined) fresh.set(key, { draft, offset });
    else if (!kept?.removed && !sameContent(first.content, draft.content))
      return { outcome: "conflict", index, offset };
  }
  return undefined;
}

function forget(log: Log, count: number): void {
  for (const entry of log.entries.splice(0, count)) log.ids.delete(idKey(entry));
  log.earliest += count;
}

function idKey(draft: Draft): string {
  return `${authorKey(draft.author)}\n${draft.id}`;
}

/** By code point, which `<` is not: it goes by UTF-16 unit. */
function compare(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const index = left.findIndex((letter, place) => letter !== right[place]);
  return (left[index]?.codePointAt(0) ?? -1) - (right[index < 0 ? left.length : index]?.codePointAt(0) ?? -1);
}
