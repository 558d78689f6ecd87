import { authorKey, type Chance, type Draft, nextCheck, sameContent } from "@madang/hub";
import type { Database } from "better-sqlite3";
import { BanTable } from "./ban-table.ts";
import { OUTCOMES, type Page, type PruneStep, type Read, type Write } from "./call.ts";
import { CELLS_PER_DRAFT, type Cell, draftAt } from "./cells.ts";
import { EntryTable, type Known } from "./entry-table.ts";
import { headOf, type Log, LogTable } from "./log-table.ts";
import { markOf } from "./mark.ts";
import { NameTable } from "./name-table.ts";
import { RoomTable } from "./room-table.ts";
import { fromColumn } from "./text-column.ts";

/** Rows that one step of a prune forgets at most: some milliseconds, so that appends go on between the steps. */
export const PRUNE_STEP = 1_000;

/** What the calls mean, on the tables. Each write is to be run inside a transaction. */
export class Ledger {
  readonly #logs: LogTable;
  readonly #entries: EntryTable;
  readonly #rooms: RoomTable;
  readonly #bans: BanTable;
  readonly #names: NameTable;

  constructor(db: Database, chance: Chance) {
    this.#logs = new LogTable(db, chance);
    this.#entries = new EntryTable(db);
    this.#rooms = new RoomTable(db);
    this.#bans = new BanTable(db);
    this.#names = new NameTable(db);
  }

  read(call: Read): unknown {
    switch (call.kind) {
      case "head": {
        const log = this.#logs.find(call.room);
        return log === undefined ? undefined : headOf(log);
      }
      case "read":
        return this.#page(call.room, call.after, call.limit);
      case "find":
        return this.#rooms.find(call.name);
      case "rooms":
        return this.#rooms.all();
      case "bans":
        return this.#bans.all();
      case "names":
        return this.#names.all();
    }
  }

  /** `cells` hold the drafts of the group's appends; this call's begin at `from`. */
  write(call: Write, cells: readonly Cell[], from: number): unknown {
    switch (call.kind) {
      case "begin":
        return headOf(this.#logs.findOrBegin(call.room));
      case "append":
        return this.#append(call, draftsAt(cells, from, call.count));
      case "appendAll":
        return this.#appendAll(call, draftsAt(cells, from, call.count));
      case "remove":
        return this.#remove(call.room, call.offset);
      case "prune":
        return this.#prune(call.room, call.at);
      case "put":
        return this.#rooms.put(call.name, call.settings);
      case "ban":
        return this.#bans.add(call.ban);
      case "lift":
        return this.#bans.lift(call.ban);
      case "keepName":
        this.#names.keep(call.folded);
        return true;
    }
  }

  /** Forgets what it believes; after a transaction that was refused. */
  doubt(): void {
    this.#logs.doubt();
  }

  #append({ room }: { readonly room: string }, drafts: Iterable<Draft>): number[] {
    const log = this.#logs.findOrBegin(room);
    const answers: number[] = [];
    for (const draft of drafts) {
      const mark = markOf(draft);
      const known = this.#entries.known(log.id, mark, draft);
      if (known === undefined) answers.push(...this.#new(log, mark, draft));
      else answers.push(OUTCOMES.indexOf(isRepeat(known, draft) ? "repeat" : "conflict"), known.offset, known.check);
    }
    return answers;
  }

  #appendAll(call: { readonly room: string }, drafts: Iterable<Draft>): number[] {
    const all = [...drafts];
    const log = this.#logs.findOrBegin(call.room);
    const fresh = new Map<string, { readonly draft: Draft; readonly offset: number }>();
    for (const [index, draft] of all.entries()) {
      const key = `${authorKey(draft.author)}\n${draft.id}`;
      const known = this.#entries.known(log.id, markOf(draft), draft);
      const first = fresh.get(key);
      if (known !== undefined && !isRepeat(known, draft)) return [index, known.offset];
      if (first !== undefined && !sameContent(first.draft.content, draft.content)) return [index, first.offset];
      if (known === undefined && first === undefined) fresh.set(key, { draft, offset: log.head + fresh.size + 1 });
    }
    return this.#append(call, all);
  }

  #new(log: Log, mark: number, draft: Draft): [number, number, number] {
    log.head++;
    log.check = nextCheck(log.check, draft);
    this.#entries.insert({ log: log.id, offset: log.head, check: log.check, mark }, draft);
    return [OUTCOMES.indexOf("new"), log.head, log.check];
  }

  #page(room: string, after: number, limit: number): Page {
    const log = this.#logs.find(room);
    return log === undefined
      ? { epoch: "", cells: [] }
      : { epoch: log.epoch, cells: this.#entries.page(log.id, after, limit) };
  }

  #remove(room: string, offset: number): boolean {
    const log = this.#logs.find(room);
    return log !== undefined && this.#entries.erase(log.id, offset);
  }

  #prune(room: string, at: number): PruneStep {
    const log = this.#logs.findOrBegin(room);
    const first = log.pruned + 1;
    const last = Math.min(log.head, log.pruned + PRUNE_STEP);
    const kept = this.#entries.firstSince({ log: log.id, first, last }, at);
    const pruned = kept === undefined ? last : kept - 1;
    if (pruned > log.pruned) {
      this.#entries.forget({ log: log.id, first, last: pruned });
      this.#logs.prune(log, pruned);
    }
    return { earliest: log.pruned + 1, more: kept === undefined && last < log.head };
  }
}

function* draftsAt(cells: readonly Cell[], from: number, count: number): Generator<Draft> {
  for (let index = 0; index < count; index++) yield draftAt(cells, from + index * CELLS_PER_DRAFT);
}

function isRepeat({ content, type, removed }: Known, draft: Draft): boolean {
  if (removed === 1) return true;
  if (type === null) return sameContent({ text: fromColumn(content) }, draft.content);
  return sameContent({ data: content as Uint8Array, contentType: fromColumn(type) }, draft.content);
}
