import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Database from "better-sqlite3";
import { FILE, openDatabase } from "../src/database.ts";
import { MIGRATIONS } from "../src/schema.ts";
import { tempDatabase, tempFolder } from "./temp-folder.ts";

test("every commit is an fsync, and what is deleted is overwritten", (t) => {
  const db = tempDatabase(t);
  const pragma = (name: string): unknown => db.pragma(name, { simple: true });
  assert.deepEqual(["journal_mode", "synchronous", "secure_delete"].map(pragma), ["wal", 2, 1]);
});

test("a file that is no database is refused with one line", (t) => {
  const folder = tempFolder(t);
  writeFileSync(join(folder, FILE), "안녕하세요 ".repeat(1_000));
  const message = `${join(folder, FILE)} cannot be opened: the file is not a database (SQLITE_NOTADB)`;
  assert.throws(() => openDatabase(folder), { name: "StoreOpenError", message });
});

test("a database of another program is refused and left alone", (t) => {
  const folder = tempFolder(t);
  const other = new Database(join(folder, FILE));
  other.exec("CREATE TABLE theirs (x)");
  other.close();
  const message = `${join(folder, FILE)} is a database, but not one of Madang`;
  assert.throws(() => openDatabase(folder), { name: "StoreOpenError", message });
  const again = new Database(join(folder, FILE));
  t.after(() => again.close());
  assert.equal(again.pragma("journal_mode", { simple: true }), "delete");
});

test("a database of a newer Madang is refused and left alone", (t) => {
  const folder = tempFolder(t);
  const newer = openDatabase(folder);
  newer.pragma("user_version = 99");
  newer.close();
  const known = MIGRATIONS.length;
  const message = `${folder}: this data folder was written by a newer Madang (schema 99, this one knows ${known})`;
  assert.throws(() => openDatabase(folder), { name: "StoreOpenError", message });
});

test("a database cut in the middle is refused with one line", (t) => {
  const folder = tempFolder(t);
  const whole = openDatabase(folder);
  whole.close();
  writeFileSync(join(folder, FILE), Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(4_080, 0x55)]));
  assert.throws(() => openDatabase(folder), { name: "StoreOpenError", message: /cannot be opened: [^\n]+$/ });
});
