import { type Author, authorKey, type Draft } from "@madang/hub";
import type { Database, Statement } from "better-sqlite3";
import type { Cell } from "./cells.ts";
import { fromColumn, toColumn } from "./text-column.ts";

type Column = string | number | null | Uint8Array;

/** Where an entry goes. */
export interface Place {
  readonly log: number;
  readonly offset: number;
  readonly check: number;
  /** See `mark.ts`. */
  readonly mark: number;
}

/** The entries of a log from `first` to `last`. */
export interface Stretch {
  readonly log: number;
  readonly first: number;
  readonly last: number;
}

/** The entry that an author's id names. */
export interface Known {
  readonly id: string | Uint8Array;
  readonly kind: Author["kind"];
  readonly name: string | Uint8Array;
  readonly subject: string | Uint8Array | null;
  readonly offset: number;
  readonly check: number;
  readonly removed: 0 | 1;
  readonly content: string | Uint8Array;
  readonly type: string | Uint8Array | null;
}

const COLUMNS = `log, "offset", id, mark, kind, name, subject, at, content, type, headers, "check", removed`;
const PAGE = `id, kind, name, subject, at, content, type, headers, "offset", "check", removed`;
/** Where texts stand in a row of `PAGE`: id, name, subject, type, headers. The content is looked at apart. */
const TEXTS = [0, 2, 3, 6, 7];
const CONTENT = 5;
const TYPE = 6;
const HEADERS = 7;
const REMOVED = 10;

/** The entries of all logs. */
export class EntryTable {
  readonly #insert: Statement<Column[]>;
  readonly #known: Statement<Column[], Known>;
  readonly #page: Statement<number[], Column[]>;
  readonly #erase: Statement<number[]>;
  readonly #later: Statement<number[], number>;
  readonly #forget: Statement<number[]>;

  constructor(db: Database) {
    this.#insert = db.prepare(`INSERT INTO entries (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`);
    this.#known = db.prepare(
      `SELECT id, kind, name, subject, "offset", "check", removed, content, type FROM entries WHERE log = ? AND mark = ?`,
    );
    this.#page = db
      .prepare<number[], Column[]>(
        `SELECT ${PAGE} FROM entries WHERE log = ? AND "offset" > ? ORDER BY "offset" LIMIT ?`,
      )
      .raw();
    // Blobs of the same length are written over the old bytes, in place, the pages that overflowed included.
    this.#erase = db.prepare(
      `UPDATE entries SET content = zeroblob(octet_length(content)), type = zeroblob(octet_length(type)),
       headers = zeroblob(octet_length(headers)), removed = 1 WHERE log = ? AND "offset" = ?`,
    );
    this.#later = db
      .prepare<number[], number>(
        `SELECT "offset" FROM entries WHERE log = ? AND "offset" BETWEEN ? AND ? AND at >= ? ORDER BY "offset" LIMIT 1`,
      )
      .pluck();
    this.#forget = db.prepare(`DELETE FROM entries WHERE log = ? AND "offset" BETWEEN ? AND ?`);
  }

  insert({ log, offset, check, mark }: Place, draft: Draft): void {
    const { id, author, at, content, headers } = draft;
    const [body, type] =
      "text" in content ? [toColumn(content.text), null] : [content.data, toColumn(content.contentType)];
    const head = headers === undefined ? null : JSON.stringify(headers);
    const subject = author.id === undefined ? null : toColumn(author.id);
    const name = toColumn(author.name);
    this.#insert.run(log, offset, toColumn(id), mark, author.kind, name, subject, at, body, type, head, check);
  }

  /** The entry that the same author made under the same id. */
  known(log: number, mark: number, draft: Draft): Known | undefined {
    return this.#known.all(log, mark).find((known) => isBy(known, draft));
  }

  /** Entries as cells (`cells.ts`), one after the other. */
  page(log: number, after: number, limit: number): Cell[] {
    const cells: Cell[] = [];
    for (const row of this.#page.iterate(log, after, limit)) {
      restore(row);
      for (const value of row) cells.push(value);
    }
    return cells;
  }

  /** Overwrites content, type and headers. False: there is no such entry. */
  erase(log: number, offset: number): boolean {
    return this.#erase.run(log, offset).changes === 1;
  }

  /** The first offset of a stretch whose entry is not before `at`. */
  firstSince({ log, first, last }: Stretch, at: number): number | undefined {
    return this.#later.get(log, first, last, at);
  }

  forget({ log, first, last }: Stretch): void {
    this.#forget.run(log, first, last);
  }
}

function isBy({ id, kind, name, subject }: Known, draft: Draft): boolean {
  if (fromColumn(id) !== draft.id) return false;
  const author = { kind, name: fromColumn(name) };
  return authorKey(subject === null ? author : { ...author, id: fromColumn(subject) }) === authorKey(draft.author);
}

/** From columns to cells: texts as strings, and nothing of what was erased. */
function restore(row: Column[]): void {
  if (row[REMOVED] === 1) {
    row[CONTENT] = "";
    row[TYPE] = null;
    row[HEADERS] = null;
  }
  for (const index of TEXTS) row[index] = textOrNull(row[index]);
  if (row[TYPE] === null) row[CONTENT] = textOrNull(row[CONTENT]);
}

function textOrNull(value: Column | undefined): string | null {
  return typeof value === "string" || value instanceof Uint8Array ? fromColumn(value) : null;
}
