import assert from "node:assert/strict";
import { copyFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import Database from "better-sqlite3";
import { Wal } from "../src/wal.ts";
import { tempDatabase } from "./temp-folder.ts";

test("the WAL stays bounded while writing goes on", (t) => {
  const db = tempDatabase(t);
  const wal = new Wal(db);
  db.exec("CREATE TABLE t (x)");
  const insert = db.prepare("INSERT INTO t VALUES (randomblob(40000))");
  for (let round = 0; round < 1_000; round++) {
    insert.run();
    wal.tend();
  }
  assert.ok(statSync(`${db.name}-wal`).size < 20 * 1024 * 1024);
  assert.ok(statSync(db.name).size > 35_000_000);
});

test("emptied, the file holds nothing", (t) => {
  const db = tempDatabase(t);
  const wal = new Wal(db);
  db.exec("CREATE TABLE t (x)");
  wal.empty();
  assert.equal(statSync(`${db.name}-wal`).size, 0);
});

test("scrubbed, the file ends with the last commit, and all of that is there", (t) => {
  const db = tempDatabase(t);
  const path = `${db.name}-wal`;
  const wal = new Wal(db);
  db.exec("CREATE TABLE t (x); INSERT INTO t VALUES ('kept')");
  const whole = readFileSync(path);
  writeFileSync(path, Buffer.concat([whole, Buffer.alloc(5 * 4_120, 0x55)]));
  wal.scrub();
  assert.deepEqual(readFileSync(path), whole);
  for (const end of ["", "-wal"]) copyFileSync(`${db.name}${end}`, `${db.name}.copy${end}`);
  const copy = new Database(`${db.name}.copy`);
  t.after(() => copy.close());
  assert.equal(copy.prepare("SELECT x FROM t").pluck().get(), "kept");
});
