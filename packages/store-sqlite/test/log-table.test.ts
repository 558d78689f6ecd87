import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY_CHECK } from "@madang/hub";
import { CountingChance, draftOf } from "@madang/testkit";
import { EntryTable } from "../src/entry-table.ts";
import { headOf, LogTable } from "../src/log-table.ts";
import { tempDatabase } from "./temp-folder.ts";

test("a log begins with an epoch and without entries", (t) => {
  const logs = new LogTable(tempDatabase(t), new CountingChance());
  assert.equal(logs.find("방"), undefined);
  assert.deepEqual(headOf(logs.findOrBegin("방")), { epoch: "id1", offset: 0, check: EMPTY_CHECK, earliest: 1 });
  assert.equal(logs.findOrBegin("방").epoch, "id1");
});

test("found anew, a log ends where its last entry is, or where it was pruned", (t) => {
  const db = tempDatabase(t);
  const entries = new EntryTable(db);
  const logs = new LogTable(db, new CountingChance());
  const log = logs.findOrBegin("방");
  for (const offset of [1, 2]) entries.insert({ log: log.id, offset, check: offset * 11, mark: offset }, draftOf("a"));
  logs.doubt();
  const found = logs.findOrBegin("방");
  assert.deepEqual(headOf(found), { epoch: "id1", offset: 2, check: 22, earliest: 1 });
  entries.forget({ log: found.id, first: 1, last: 2 });
  logs.prune(found, 2);
  logs.doubt();
  assert.deepEqual(headOf(logs.findOrBegin("방")), { epoch: "id1", offset: 2, check: 22, earliest: 3 });
});
