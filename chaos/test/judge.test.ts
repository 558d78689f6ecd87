import assert from "node:assert/strict";
import { test } from "node:test";
import { type Evidence, judge } from "../judge/judge.ts";
import { textOf } from "../message.ts";
import { bookOf, evidenceOf, logOf, viewOf } from "./evidence.ts";

const kinds = (changes: Partial<Evidence>): string[] => judge(evidenceOf(changes)).map(({ kind }) => kind);

test("nothing is found where all is well", () => {
  const whole = viewOf(true, [1, 2], [3, 4, 5]);
  const late = viewOf(true, [4, 5]);
  late.start = 3;
  const text = viewOf(false, [1, 2], [4, 5]);
  assert.deepEqual(kinds({ views: [whole, late, text], stored: logOf(0, 1, 2, 3, 4) }), []);
});

test("what was not acknowledged may be missing", () => {
  assert.deepEqual(kinds({ book: bookOf(6, [0, 1]) }), []);
});

test("an acknowledged message that the log does not have is lost", () => {
  assert.deepEqual(kinds({ log: logOf(0, 1, 2, 3) }), ["lost"]);
});

test("a message that the log has twice is doubled", () => {
  assert.deepEqual(kinds({ log: logOf(0, 1, 2, 3, 4, 2) }), ["doubled"]);
});

test("a text, an id or an author that nobody sent is found", () => {
  const [first, ...rest] = logOf(0, 1, 2, 3, 4);
  assert.ok(first !== undefined);
  for (const change of [{ text: `${textOf(0)}!` }, { id: "m9" }, { author: "b" }]) {
    assert.deepEqual(kinds({ log: [{ ...first, ...change }, ...rest] }), ["never sent", "lost"]);
  }
  assert.deepEqual(kinds({ book: bookOf(4, [0, 1, 2, 3]) }), ["never sent"]);
});

test("a gap in the log's offsets is found", () => {
  const log = logOf(0, 1, 2, 3, 4).map((line) => (line.offset < 4 ? line : { ...line, offset: line.offset + 1 }));
  assert.deepEqual(kinds({ log }), ["out of order"]);
});

test("a receipt that names another place is found, and two that contradict each other", () => {
  const book = bookOf(5, [0, 1, 2, 3, 4]);
  book.receipt(1, "e_3", "hand-made");
  assert.deepEqual(kinds({ book }), ["misplaced"]);
  book.receipt(1, "e_2", "hand-made");
  assert.deepEqual(kinds({ book }), ["misplaced", "misplaced"]);
});

test("a reader with positions: lost, doubled and out of order, over connections too", () => {
  assert.deepEqual(kinds({ views: [viewOf(true, [1, 2, 4, 5])] }), ["lost"]);
  assert.deepEqual(kinds({ views: [viewOf(true, [1, 2], [4, 5])] }), ["lost"]);
  assert.deepEqual(kinds({ views: [viewOf(true, [1, 2, 3, 4])] }), ["lost"]);
  assert.deepEqual(kinds({ views: [viewOf(true, [1, 2, 3], [3, 4, 5])] }), ["doubled"]);
  assert.deepEqual(kinds({ views: [viewOf(true, [1, 2, 4, 3, 5])] }), ["out of order"]);
  assert.deepEqual(kinds({ views: [viewOf(true, [4, 5], [1, 2, 3])] }), [
    "out of order",
    "out of order",
    "out of order",
  ]);
});

test("a reader without positions: one connection is one row, what lies between two is not", () => {
  assert.deepEqual(kinds({ views: [viewOf(false, [1, 2], [1, 2])] }), []);
  assert.deepEqual(kinds({ views: [viewOf(false, [1, 3])] }), ["lost"]);
  assert.deepEqual(kinds({ views: [viewOf(false, [2, 3, 3])] }), ["doubled"]);
  assert.deepEqual(kinds({ views: [viewOf(false, [2, 4, 3])] }), ["out of order"]);
});

test("what a reader was shown and the log does not have, or has elsewhere", () => {
  const vanished = viewOf(true, [1, 2, 3, 4, 5, 6]);
  assert.ok(kinds({ book: bookOf(6, [0, 1, 2, 3, 4]), views: [vanished] }).includes("lost"));
  const moved = viewOf(true, [1, 2]);
  moved.see({ author: "a", offset: 3, text: textOf(4) });
  for (const offset of [4, 5]) moved.see({ author: "a", offset, text: textOf(offset - 1) });
  assert.deepEqual(kinds({ views: [moved] }), ["misplaced"]);
});

test("what a reader was shown and nobody wrote, and what the server says it cannot show", () => {
  const view = viewOf(true, [1, 2, 3]);
  view.see({ author: "a", offset: 4, text: "3 something else" });
  view.see({ author: "a", offset: 5, text: textOf(4) });
  view.complain("the server says: skipped");
  assert.deepEqual(kinds({ views: [view] }).sort(), ["lost", "never sent"]);
});

test("a reader that never began is stuck", () => {
  const view = viewOf(true);
  view.start = undefined;
  assert.deepEqual(kinds({ views: [view] }), ["stuck"]);
});

test("the log by network and the log by file are one", () => {
  assert.deepEqual(kinds({ stored: logOf(0, 1, 2, 3) }), ["lost"]);
  assert.deepEqual(kinds({ stored: logOf(0, 1, 3, 2, 4) }), ["misplaced", "misplaced"]);
});

test("those who send one after the other stand in that order", () => {
  const log = logOf(0, 2, 1, 3, 4);
  assert.deepEqual(kinds({ log }), []);
  assert.deepEqual(kinds({ log, inOrder: new Set(["a"]) }), ["out of order"]);
});
