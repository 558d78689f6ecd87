import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf } from "@madang/testkit";
import { markOf } from "../src/mark.ts";

test("a mark depends on the id and the author, and on nothing else", () => {
  const mark = markOf(draftOf("a"));
  assert.ok(Number.isSafeInteger(mark) && mark < 2 ** 48);
  assert.equal(markOf(draftOf("a", { at: 1, content: { text: "else" }, headers: { a: "b" } })), mark);
  assert.notEqual(markOf(draftOf("b")), mark);
  assert.notEqual(markOf(draftOf("a", { author: { kind: "bot", name: "철수" } })), mark);
});
