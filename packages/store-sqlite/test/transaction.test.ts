import assert from "node:assert/strict";
import { test } from "node:test";
import Database from "better-sqlite3";
import { Transaction } from "../src/transaction.ts";

test("all of it takes effect or none", () => {
  const db = new Database(":memory:");
  db.exec("CREATE TABLE t (x)");
  const transaction = new Transaction(db);
  const insert = db.prepare("INSERT INTO t VALUES (?)");
  assert.equal(
    transaction.run(() => insert.run(1).changes),
    1,
  );
  assert.throws(
    () =>
      transaction.run(() => {
        insert.run(2);
        throw new Error("no");
      }),
    /no/,
  );
  assert.equal(db.inTransaction, false);
  assert.deepEqual(db.prepare("SELECT x FROM t").pluck().all(), [1]);
});
