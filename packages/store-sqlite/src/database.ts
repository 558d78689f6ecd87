import { join } from "node:path";
import Database from "better-sqlite3";
import { diskTrouble } from "./cause.ts";
import { migrate, refuseNewer, versionOf } from "./schema.ts";
import { StoreOpenError } from "./store-open-error.ts";

/** The one database of a data folder. */
export const FILE = "madang.db";
/** "MDNG" in ASCII: says in the file's header whose it is. */
const APPLICATION_ID = 0x4d444e47;
/** How long a write waits for another program (a backup, the `sqlite3` shell), in milliseconds. */
const BUSY_MS = 1_000;
/** Pages kept in memory, in KiB: what the index by id touches at random stays there for some hundred thousand entries. */
const CACHE_KIB = 32 * 1024;
/** 16 MiB: what the WAL file keeps of the disk once it was longer. */
const WAL_KEPT_BYTES = 16 * 1024 * 1024;

/** Opens and migrates the database in `folder`. Throws `StoreOpenError`. */
export function openDatabase(folder: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    db = new Database(join(folder, FILE), { timeout: BUSY_MS });
    refuseForeign(db, folder);
    refuseNewer(db, folder);
    configure(db, folder);
    migrate(db);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof StoreOpenError) throw error;
    throw new StoreOpenError(`${join(folder, FILE)} cannot be opened: ${diskTrouble(error) ?? error}`, {
      cause: error,
    });
  }
}

/** Throws `StoreOpenError` for a database that is somebody else's. */
export function refuseForeign(db: Database.Database, folder: string): void {
  const id = db.pragma("application_id", { simple: true });
  if (id === APPLICATION_ID) return;
  const empty = id === 0 && versionOf(db) === 0 && db.prepare("SELECT 1 FROM sqlite_schema").get() === undefined;
  if (!empty) throw new StoreOpenError(`${join(folder, FILE)} is a database, but not one of Madang`);
}

function configure(db: Database.Database, folder: string): void {
  const mode = db.pragma("journal_mode = WAL", { simple: true });
  if (mode !== "wal") throw new StoreOpenError(`${join(folder, FILE)}: this file system cannot hold a write-ahead log`);
  // FULL: an fsync at every commit. Nothing less makes an acknowledgement true.
  db.pragma("synchronous = FULL");
  // ON and not FAST: FAST leaves the pages that a long text overflowed into as they were when they are freed.
  db.pragma("secure_delete = ON");
  // Checkpoints are made between groups (`wal.ts`), so that no acknowledgement waits for one.
  db.pragma("wal_autocheckpoint = 0");
  db.pragma(`journal_size_limit = ${WAL_KEPT_BYTES}`);
  db.pragma(`cache_size = -${CACHE_KIB}`);
  if (db.pragma("application_id", { simple: true }) !== APPLICATION_ID) {
    db.pragma(`application_id = ${APPLICATION_ID}`);
  }
}
