import assert from "node:assert/strict";
import { test } from "node:test";
import { fromColumn, toColumn } from "../src/text-column.ts";

test("text is kept as text", () => {
  for (const text of ["", "안녕 👋🏽", "\u0000"]) assert.equal(toColumn(text), text);
});

test("half a surrogate pair is kept too", () => {
  for (const text of ["\ud800", "a\udc00b", "👋\ud83d"]) {
    assert.notEqual(typeof toColumn(text), "string");
    assert.equal(fromColumn(toColumn(text)), text);
  }
});
