import assert from "node:assert/strict";
import { test } from "node:test";
import Database from "better-sqlite3";
import { MIGRATIONS, type Migration, migrate, refuseNewer, versionOf } from "../src/schema.ts";

const steps: Migration[] = [
  (db) => db.exec("CREATE TABLE people (name TEXT); INSERT INTO people VALUES ('철수')"),
  (db) => db.exec("ALTER TABLE people ADD COLUMN greeting TEXT; UPDATE people SET greeting = '안녕'"),
  (db) => db.exec("ALTER TABLE people RENAME TO guests"),
];

test("an older database is brought forward step by step, from where it stands", () => {
  const db = new Database(":memory:");
  migrate(db, steps.slice(0, 1));
  assert.equal(versionOf(db), 1);
  migrate(db, steps);
  assert.equal(versionOf(db), 3);
  assert.deepEqual(db.prepare("SELECT * FROM guests").all(), [{ name: "철수", greeting: "안녕" }]);
  migrate(db, steps);
  assert.equal(versionOf(db), 3);
});

test("a step that fails leaves the database at the version before it", () => {
  const db = new Database(":memory:");
  const failing: Migration = (half) => {
    half.exec("CREATE TABLE half (x)");
    throw new Error("no more");
  };
  assert.throws(() => migrate(db, [...steps, failing]), /no more/);
  assert.equal(versionOf(db), 3);
  assert.equal(db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'half'").get(), undefined);
});

test("a newer database is refused, one as new as this is not", () => {
  const db = new Database(":memory:");
  migrate(db);
  assert.equal(versionOf(db), MIGRATIONS.length);
  refuseNewer(db, "/data");
  const [known, newer] = [MIGRATIONS.length, MIGRATIONS.length + 1];
  db.pragma(`user_version = ${newer}`);
  const message = `/data: this data folder was written by a newer Madang (schema ${newer}, this one knows ${known})`;
  assert.throws(() => refuseNewer(db, "/data"), { name: "StoreOpenError", message });
});
