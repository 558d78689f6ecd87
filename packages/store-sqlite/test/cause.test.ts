import assert from "node:assert/strict";
import { test } from "node:test";
import Database from "better-sqlite3";
import { diskTrouble } from "../src/cause.ts";

const error = (code: string): Error => new Database.SqliteError("as SQLite says", code);

test("what the disk does is said in plain words, with SQLite's code", () => {
  assert.equal(diskTrouble(error("SQLITE_FULL")), "the disk is full (SQLITE_FULL)");
  assert.equal(
    diskTrouble(error("SQLITE_IOERR_FSYNC")),
    "the disk did not confirm a write (fsync failed) (SQLITE_IOERR_FSYNC)",
  );
  assert.equal(diskTrouble(error("SQLITE_IOERR_WRITE")), "a write to the disk failed (SQLITE_IOERR_WRITE)");
  assert.equal(diskTrouble(error("SQLITE_IOERR_LOCK")), "the disk failed (SQLITE_IOERR_LOCK)");
  assert.equal(diskTrouble(error("SQLITE_PROTOCOL")), "as SQLite says (SQLITE_PROTOCOL)");
});

test("a call that is wrong in itself is no trouble of the disk", () => {
  for (const code of ["SQLITE_CONSTRAINT_NOTNULL", "SQLITE_TOOBIG"]) assert.equal(diskTrouble(error(code)), undefined);
  assert.equal(diskTrouble(new TypeError("a bigint")), undefined);
});
