import { extname, resolve } from "node:path";
import { prepareFolder } from "./folder.ts";
import { takeLock } from "./lock.ts";
import { SqliteStore } from "./sqlite-store.ts";
import { DiskThread } from "./thread.ts";

/** Where the data is. */
export interface SqliteStoreOptions {
  /** The data folder; made when it is not there. */
  readonly folder: string;
}

/** Beside this file, and published as JavaScript when this one is. */
const SCRIPT = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Opens the store in a data folder, alone: the folder is locked until `close` or the end of the process. Rejects with
 * `StoreOpenError`, one line for a person: in use, not writable, not a database, written by a newer Madang. The main
 * thread does not touch the disk again once this has resolved, but to let go of the lock.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const folder = resolve(options.folder);
  prepareFolder(folder);
  const lock = takeLock(folder);
  const thread = new DiskThread({ script: SCRIPT, folder });
  try {
    await thread.open();
  } catch (error) {
    lock.release();
    throw error;
  }
  return new SqliteStore({ folder, thread, lock });
}
