import type { Database, Statement } from "better-sqlite3";
import { fromColumn, toColumn } from "./text-column.ts";

interface Row {
  readonly folded: string | Uint8Array;
}

/** The names of people who sign in, folded. */
export class NameTable {
  readonly #all: Statement<[], Row>;
  readonly #insert: Statement<[folded: string | Uint8Array]>;

  constructor(db: Database) {
    this.#all = db.prepare("SELECT folded FROM names");
    this.#insert = db.prepare("INSERT INTO names (folded) VALUES (?) ON CONFLICT DO NOTHING");
  }

  all(): string[] {
    return this.#all.all().map(({ folded }) => fromColumn(folded));
  }

  keep(folded: string): void {
    this.#insert.run(toColumn(folded));
  }
}
