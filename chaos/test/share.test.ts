import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "../message.ts";
import { sharesOf } from "../share.ts";
import { bookOf, viewOf } from "./evidence.ts";

test("what was read and confirmed is told for each transport, from which connection it came", () => {
  const view = viewOf(true, [1, 2, 3]);
  view.connect(0, "other", undefined);
  view.see({ author: "a", offset: 4, text: textOf(3) });
  view.connect(0, "hand-made", undefined);
  view.see({ author: "a", offset: 5, text: textOf(4) });
  const book = bookOf(3, [0, 1]);
  book.receipt(2, undefined, "third");
  book.receipt(2, undefined, "third");
  assert.deepEqual(
    [...sharesOf([view], book)],
    [
      ["hand-made", { read: 4, receipts: 2 }],
      ["other", { read: 1, receipts: 0 }],
      ["third", { read: 0, receipts: 2 }],
    ],
  );
});
