import Database from "better-sqlite3";

/** Which result codes of SQLite say that this one call was wrong, and not that the disk could not take it. */
const OWN_FAULT = /^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH|RANGE|MISUSE|ERROR)/;

/** In plain words, the first that fits. Extended codes before the code they extend. */
const WORDS: readonly (readonly [code: RegExp, words: string])[] = [
  [/^SQLITE_FULL/, "the disk is full"],
  [/^SQLITE_IOERR_(DIR_)?FSYNC/, "the disk did not confirm a write (fsync failed)"],
  [/^SQLITE_IOERR_(WRITE|TRUNCATE|SHMSIZE|SHMMAP)/, "a write to the disk failed"],
  [/^SQLITE_IOERR_(READ|SHORT_READ|CORRUPTFS)/, "a read from the disk failed"],
  [/^SQLITE_IOERR/, "the disk failed"],
  [/^SQLITE_READONLY/, "the data folder cannot be written to"],
  [/^SQLITE_CANTOPEN/, "a file in the data folder cannot be opened"],
  [/^SQLITE_(BUSY|LOCKED)/, "another program holds the database"],
  [/^SQLITE_NOTADB/, "the file is not a database"],
  [/^SQLITE_CORRUPT/, "the database file is damaged"],
  [/^SQLITE_NOMEM/, "there is not enough memory"],
];

/** What is wrong with the disk, with SQLite's code; undefined when the call failed for a reason of its own. */
export function diskTrouble(error: unknown): string | undefined {
  if (!(error instanceof Database.SqliteError) || OWN_FAULT.test(error.code)) return undefined;
  const words = WORDS.find(([code]) => code.test(error.code))?.[1] ?? error.message;
  return `${words} (${error.code})`;
}
