import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { draftOf } from "@madang/testkit";
import { EntryTable } from "../src/entry-table.ts";
import { tempDatabase } from "./temp-folder.ts";

const place = (offset: number, mark: number = offset) => ({ log: 1, offset, check: 0, mark });

test("two drafts with one mark are told apart", (t) => {
  const entries = new EntryTable(tempDatabase(t));
  entries.insert(place(1, 5), draftOf("a"));
  entries.insert(place(2, 5), draftOf("b"));
  assert.equal(entries.known(1, 5, draftOf("a"))?.offset, 1);
  assert.equal(entries.known(1, 5, draftOf("b"))?.offset, 2);
  assert.equal(entries.known(1, 5, draftOf("c")), undefined);
  assert.equal(entries.known(1, 5, draftOf("a", { author: { kind: "bot", name: "철수" } })), undefined);
});

test("what was erased or forgotten is not in the file any more, however long it was", (t) => {
  const db = tempDatabase(t);
  const entries = new EntryTable(db);
  const words = (offset: number): string =>
    `<${offset}>${"가나다 ".repeat((offset * 37) % (offset % 9 === 0 ? 2_000 : 40))}</${offset}>`;
  for (let from = 1; from <= 2_000; from += 50) {
    db.transaction(() => {
      for (let offset = from; offset < from + 50; offset++) {
        const text = words(offset);
        entries.insert(place(offset), draftOf(String(offset), { content: { text }, headers: { text } }));
      }
    })();
  }
  entries.forget({ log: 1, first: 1, last: 700 });
  for (let offset = 701; offset <= 2_000; offset += 2) assert.equal(entries.erase(1, offset), true);
  db.pragma("wal_checkpoint(TRUNCATE)");
  const found = new Set(
    Array.from(readFileSync(db.name, "latin1").matchAll(/<\/?(\d+)>/g), ([, offset]) => Number(offset)),
  );
  const kept = Array.from({ length: 650 }, (_, index) => 702 + index * 2);
  assert.deepEqual(
    [...found].sort((a, b) => a - b),
    kept,
  );
  assert.equal(readFileSync(`${db.name}-wal`).length, 0);
});

test("the first entry that is not before a time", (t) => {
  const entries = new EntryTable(tempDatabase(t));
  for (const [index, at] of [5, 9, 3, 9].entries()) entries.insert(place(index + 1), draftOf(String(index), { at }));
  assert.equal(entries.firstSince({ log: 1, first: 1, last: 4 }, 6), 2);
  assert.equal(entries.firstSince({ log: 1, first: 3, last: 4 }, 6), 4);
  assert.equal(entries.firstSince({ log: 1, first: 1, last: 1 }, 6), undefined);
});
