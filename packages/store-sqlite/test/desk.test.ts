import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { type TestContext, test } from "node:test";
import { CountingChance, draftOf } from "@madang/testkit";
import Database from "better-sqlite3";
import type { Report, Write } from "../src/call.ts";
import { type Cell, layDraft } from "../src/cells.ts";
import { Desk } from "../src/desk.ts";
import { Ledger } from "../src/ledger.ts";
import { tempDatabase } from "./temp-folder.ts";

const begin = (room: string): Write => ({ kind: "begin", room });
const append: Write = { kind: "append", room: "방", count: 1 };

function desk(t: TestContext) {
  const db = tempDatabase(t);
  const said: Report[] = [];
  const desk = new Desk(db, new Ledger(db, new CountingChance()), (report) => said.push(report));
  return { db, said, desk };
}

function cellsOf(...ids: string[]): Cell[] {
  const cells: Cell[] = [];
  for (const id of ids) layDraft(cells, draftOf(id));
  return cells;
}

test("reads are answered first, and each list by one report", (t) => {
  const { desk: it, said } = desk(t);
  it.serve({ reads: [{ kind: "head", room: "방" }, { kind: "rooms" }], writes: [begin("방")], cells: [] });
  const head = { epoch: "id1", offset: 0, check: 0x811c9dc5, earliest: 1 };
  assert.deepEqual(said, [
    { kind: "read", values: [undefined, []], failures: [] },
    { kind: "written", values: [head], failures: [] },
  ]);
});

test("a call that is wrong in itself fails alone", (t) => {
  const { desk: it, said } = desk(t);
  const cells = cellsOf("a", "b", "c");
  cells[8 + 4] = Number.NaN;
  it.serve({ reads: [], writes: [append, append, append], cells });
  const [report] = said;
  assert.ok(report?.kind === "written");
  assert.deepEqual(
    report.failures.map(({ index, refusal }) => [index, refusal]),
    [[1, false]],
  );
  const offsets = report.values.map((value) => Array.isArray(value) && value[1]);
  assert.deepEqual(offsets, [1, false, 2]);
});

test("what the disk refuses is refused for the whole group, said once, and over with the next success", (t) => {
  const { db, desk: it, said } = desk(t);
  const other = new Database(db.name);
  t.after(() => other.close());
  db.pragma("busy_timeout = 0");
  other.exec("BEGIN IMMEDIATE");
  for (const id of ["a", "b"]) it.serve({ reads: [], writes: [append, begin("방")], cells: cellsOf(id) });
  other.exec("ROLLBACK");
  it.serve({ reads: [], writes: [append], cells: cellsOf("c") });
  const message = "another program holds the database (SQLITE_BUSY)";
  const failures = [0, 1].map((index) => ({ index, refusal: true, message }));
  assert.deepEqual(said.slice(0, 4), [
    { kind: "health", refusing: message },
    { kind: "written", values: [], failures },
    { kind: "written", values: [], failures },
    { kind: "health", refusing: undefined },
  ]);
  const last = said[4];
  assert.ok(last?.kind === "written" && Array.isArray(last.values[0]) && last.values[0][1] === 1);
});

test("after a removal nothing of it is left in the WAL", (t) => {
  const { db, desk: it } = desk(t);
  it.serve({ reads: [], writes: [append], cells: cellsOf("a") });
  it.serve({ reads: [], writes: [{ kind: "remove", room: "방", offset: 1 }], cells: [] });
  assert.equal(statSync(`${db.name}-wal`).size, 0);
});
