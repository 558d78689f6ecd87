import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { diskTrouble } from "./cause.ts";
import { FILE, refuseForeign } from "./database.ts";
import { prepareFolder } from "./folder.ts";
import { takeLock } from "./lock.ts";
import { refuseNewer } from "./schema.ts";
import { StoreOpenError } from "./store-open-error.ts";

/** What SQLite keeps beside a database that is open, or was when the machine went down. */
const COMPANIONS = ["", "-wal", "-shm"];

/**
 * Copies what the folder's database holds at one moment into the folder `to`, while a server works on it or not: reading
 * waits for no writer and keeps none waiting. What was removed is not in the copy, in no corner of it. Throws
 * `StoreOpenError`, and then there is no copy.
 */
export function backUpDatabase(folder: string, to: string): void {
  prepareFolder(to);
  if (existsSync(join(to, FILE))) throw new StoreOpenError(`${to} holds a database already; take another folder`);
  place(makeCopy(folder, to), to);
}

/**
 * Puts a backup in the place of the folder's database; what was there is moved to the folder that it answers. Entries of
 * after the backup are gone: a position that knows of one is refused by its check (`hub/src/locate.ts`), so no reader
 * takes the new log for a continuation of what it has read. Throws `StoreOpenError`, also when a server uses the folder.
 */
export function restoreDatabase(backup: string, folder: string): string | undefined {
  prepareFolder(folder);
  const lock = takeLock(folder);
  try {
    const copy = makeCopy(backup, folder);
    const replaced = moveAside(folder);
    place(copy, folder);
    return replaced;
  } finally {
    lock.release();
  }
}

/** A whole copy beside the place where it is to go; answers its path. */
function makeCopy(from: string, to: string): string {
  const source = join(from, FILE);
  if (!existsSync(source)) throw new StoreOpenError(`${from} holds no database (${FILE})`);
  const made = join(to, `${FILE}.new`);
  // What a copy that was cut short has left.
  rmSync(made, { force: true });
  let db: Database.Database | undefined;
  try {
    db = new Database(source, { fileMustExist: true });
    refuseForeign(db, from);
    refuseNewer(db, from);
    db.prepare("VACUUM INTO ?").run(made);
    flush(made);
    return made;
  } catch (error) {
    if (error instanceof StoreOpenError) throw error;
    throw new StoreOpenError(`${source} cannot be copied to ${to}: ${diskTrouble(error) ?? String(error)}`, {
      cause: error,
    });
  } finally {
    db?.close();
  }
}

function place(copy: string, folder: string): void {
  renameSync(copy, join(folder, FILE));
  flush(folder);
}

function moveAside(folder: string): string | undefined {
  if (!existsSync(join(folder, FILE))) return undefined;
  let number = 1;
  while (existsSync(join(folder, `replaced-${number}`))) number++;
  const aside = join(folder, `replaced-${number}`);
  mkdirSync(aside, { mode: 0o700 });
  for (const companion of COMPANIONS) {
    if (existsSync(join(folder, FILE + companion)))
      renameSync(join(folder, FILE + companion), join(aside, FILE + companion));
  }
  return aside;
}

/** Nothing is said to be there before the disk has it. */
function flush(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
