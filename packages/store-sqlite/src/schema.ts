import type { Database } from "better-sqlite3";
import { StoreOpenError } from "./store-open-error.ts";

/** One step: from the version that is its index to the next. */
export type Migration = (db: Database) => void;

/**
 * Version 1. `entries` is a table by rowid, appended to at its right edge whatever the room: rows never move to another
 * page, so no stale copy of a text stays behind in one (in a WITHOUT ROWID table page splits left such copies, even
 * with `secure_delete`). `mark` finds an author's id (`mark.ts`); that there is only one is seen to by the one writer.
 * A log's row says where it was pruned up to, and the check there: the rest the entries say themselves, so that an
 * append need not write it (a page less at every commit).
 */
function begin(db: Database): void {
  db.exec(`
    CREATE TABLE logs (
      id INTEGER PRIMARY KEY,
      name ANY NOT NULL UNIQUE,
      epoch TEXT NOT NULL,
      pruned INTEGER NOT NULL,
      "check" INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE entries (
      seq INTEGER PRIMARY KEY,
      log INTEGER NOT NULL,
      "offset" INTEGER NOT NULL,
      id ANY NOT NULL,
      mark INTEGER NOT NULL,
      kind TEXT NOT NULL,
      name ANY NOT NULL,
      subject ANY,
      at REAL NOT NULL,
      content ANY NOT NULL,
      type ANY,
      headers ANY,
      "check" INTEGER NOT NULL,
      removed INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX entries_by_offset ON entries (log, "offset");
    CREATE INDEX entries_by_mark ON entries (log, mark);
    CREATE TABLE rooms (name ANY NOT NULL PRIMARY KEY, retention TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE bans (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, value ANY NOT NULL, UNIQUE (kind, value)) STRICT;
  `);
}

/** Version 2: the names of people who sign in. */
function keepNames(db: Database): void {
  db.exec("CREATE TABLE names (folded ANY NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID");
}

/** Version 3: whether a room passes on what is not kept. */
function keepRelay(db: Database): void {
  db.exec("ALTER TABLE rooms ADD COLUMN relay INTEGER NOT NULL DEFAULT 1");
}

/** The step from each version to the next; as many as the schema has versions. */
export const MIGRATIONS: readonly Migration[] = [begin, keepNames, keepRelay];

/** The version of a database; 0 before the first migration. */
export function versionOf(db: Database): number {
  return Number(db.pragma("user_version", { simple: true }));
}

/** Throws `StoreOpenError` for a database of a version that nobody here knows. */
export function refuseNewer(db: Database, folder: string, known: number = MIGRATIONS.length): void {
  const version = versionOf(db);
  if (version <= known) return;
  throw new StoreOpenError(
    `${folder}: this data folder was written by a newer Madang (schema ${version}, this one knows ${known})`,
  );
}

/** Brings an older database to the newest version, each step in a transaction of its own with its version number. */
export function migrate(db: Database, migrations: readonly Migration[] = MIGRATIONS): void {
  for (let version = versionOf(db); version < migrations.length; version++) {
    db.transaction(() => {
      migrations[version]?.(db);
      db.pragma(`user_version = ${version + 1}`);
    }).immediate();
  }
}
