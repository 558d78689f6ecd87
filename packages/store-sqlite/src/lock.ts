import { join } from "node:path";
import Database from "better-sqlite3";
import { diskTrouble } from "./cause.ts";
import { StoreOpenError } from "./store-open-error.ts";

/** The right to serve from a folder: held until `release`, or until the process dies, however it dies. */
export interface Lock {
  release(): void;
}

/**
 * Takes the folder's lock: an exclusive transaction on a database of its own, `lock.db`, for life. SQLite holds it as a
 * lock of the kernel and also knows it within the process. Throws `StoreOpenError` when another server has it.
 */
export function takeLock(folder: string): Lock {
  try {
    const db = new Database(join(folder, "lock.db"), { timeout: 0 });
    try {
      db.exec("BEGIN EXCLUSIVE");
    } catch (error) {
      db.close();
      throw error;
    }
    return { release: () => void db.close() };
  } catch (error) {
    const held = error instanceof Database.SqliteError && error.code === "SQLITE_BUSY";
    const reason = held ? "is in use by another Madang server" : `cannot be locked: ${diskTrouble(error) ?? error}`;
    throw new StoreOpenError(`the data folder ${folder} ${reason}`, { cause: error });
  }
}
