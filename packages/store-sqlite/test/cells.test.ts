import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf } from "@madang/testkit";
import { CELLS_PER_DRAFT, CELLS_PER_ENTRY, type Cell, draftAt, entriesOf, layDraft } from "../src/cells.ts";

const drafts = [
  draftOf("a"),
  draftOf("b", { author: { kind: "user", name: "영희", id: "7" }, headers: { a: "b" } }),
  draftOf("c", { content: { data: Uint8Array.of(1, 2), contentType: "a/b" } }),
];

test("a draft laid out is the draft read back", () => {
  const cells: Cell[] = [];
  for (const draft of drafts) layDraft(cells, draft);
  assert.equal(cells.length, drafts.length * CELLS_PER_DRAFT);
  assert.deepEqual(
    drafts.map((_, index) => draftAt(cells, index * CELLS_PER_DRAFT)),
    drafts,
  );
});

test("data is copied, so that neither a pool nor a later write crosses over", () => {
  const data = Buffer.from("pooled");
  const cells: Cell[] = [];
  layDraft(cells, draftOf("a", { content: { data, contentType: "a/b" } }));
  const copy = cells[5];
  assert.ok(copy instanceof Uint8Array && copy.buffer.byteLength === data.length);
});

test("an entry is a draft and its place", () => {
  const cells: Cell[] = [];
  layDraft(cells, draftOf("a"));
  cells.push(7, 99, 1);
  assert.equal(cells.length, CELLS_PER_ENTRY);
  const place = { kind: "entry", room: "방", epoch: "e", offset: 7, check: 99, removed: true };
  assert.deepEqual(entriesOf(cells, "방", "e"), [{ ...draftOf("a"), ...place }]);
});
