import { type Chance, EMPTY_CHECK, type Head } from "@madang/hub";
import type { Database, Statement } from "better-sqlite3";
import { toColumn } from "./text-column.ts";

/** One log as it stands within this transaction. */
export interface Log {
  readonly id: number;
  readonly epoch: string;
  head: number;
  check: number;
  /** Up to this offset everything is forgotten. */
  pruned: number;
}

/** Logs kept in memory between transactions, so that an append need not ask for the head. */
const LOGS_KEPT = 10_000;

/** Which logs there are and where each ends. Nobody else writes here, so what was read or written last stays true. */
export class LogTable {
  readonly #chance: Chance;
  readonly #find: Statement<[string | Uint8Array], Log>;
  readonly #begin: Statement<[string | Uint8Array, string, number]>;
  readonly #prune: Statement<[number, number, number]>;
  readonly #kept = new Map<string, Log>();

  constructor(db: Database, chance: Chance) {
    this.#chance = chance;
    // The last entry says how the log ends; when none is left, the log's own row does.
    this.#find = db.prepare(
      `SELECT logs.id, epoch, pruned, coalesce("offset", pruned) AS head, coalesce(entries."check", logs."check") AS "check"
       FROM logs LEFT JOIN entries ON log = logs.id WHERE logs.name = ? ORDER BY "offset" DESC LIMIT 1`,
    );
    this.#begin = db.prepare(`INSERT INTO logs (name, epoch, pruned, "check") VALUES (?, ?, 0, ?)`);
    this.#prune = db.prepare(`UPDATE logs SET pruned = ?, "check" = ? WHERE id = ?`);
  }

  find(room: string): Log | undefined {
    const kept = this.#kept.get(room);
    if (kept !== undefined) return kept;
    const log = this.#find.get(toColumn(room));
    return log === undefined ? undefined : this.#keep(room, log);
  }

  /** The log of `room`, begun when there was none. */
  findOrBegin(room: string): Log {
    const known = this.find(room);
    if (known !== undefined) return known;
    const epoch = this.#chance.id();
    const { lastInsertRowid } = this.#begin.run(toColumn(room), epoch, EMPTY_CHECK);
    return this.#keep(room, { id: Number(lastInsertRowid), epoch, head: 0, check: EMPTY_CHECK, pruned: 0 });
  }

  /** Everything up to `offset` is forgotten; the log's check is kept for the case that this is all of it. */
  prune(log: Log, offset: number): void {
    log.pruned = offset;
    this.#prune.run(offset, log.check, log.id);
  }

  /** Forgets what it believes; after a transaction that was refused. */
  doubt(): void {
    this.#kept.clear();
  }

  #keep(room: string, log: Log): Log {
    // A log that is let go of here is found again as its entries have it, in this transaction or a later one.
    if (this.#kept.size >= LOGS_KEPT) this.#kept.clear();
    this.#kept.set(room, log);
    return log;
  }
}

/** How a log stands, in the words of the port. */
export function headOf({ epoch, head, check, pruned }: Log): Head {
  return { epoch, offset: head, check, earliest: pruned + 1 };
}
