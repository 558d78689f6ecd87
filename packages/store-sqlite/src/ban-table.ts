import type { Ban } from "@madang/hub";
import type { Database, Statement } from "better-sqlite3";
import { fromColumn, toColumn } from "./text-column.ts";

interface Row {
  readonly kind: Ban["kind"];
  readonly value: string | Uint8Array;
}

type Key = [kind: string, value: string | Uint8Array];

/** Whom the operator keeps out, in the order in which they were banned. */
export class BanTable {
  readonly #all: Statement<[], Row>;
  readonly #insert: Statement<Key>;
  readonly #delete: Statement<Key>;

  constructor(db: Database) {
    this.#all = db.prepare("SELECT kind, value FROM bans ORDER BY seq");
    this.#insert = db.prepare("INSERT INTO bans (kind, value) VALUES (?, ?) ON CONFLICT DO NOTHING");
    this.#delete = db.prepare("DELETE FROM bans WHERE kind = ? AND value = ?");
  }

  all(): Ban[] {
    return this.#all.all().map(({ kind, value }) => ({ kind, value: fromColumn(value) }));
  }

  /** False: it stood already. */
  add({ kind, value }: Ban): boolean {
    return this.#insert.run(kind, toColumn(value)).changes === 1;
  }

  /** False: there was none. */
  lift({ kind, value }: Ban): boolean {
    return this.#delete.run(kind, toColumn(value)).changes === 1;
  }
}
