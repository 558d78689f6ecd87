import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../../src/words/en.ts";
import { ko } from "../../src/words/ko.ts";

test("no word of either language is empty, and both have the same", () => {
  assert.deepEqual(Object.keys(ko).sort(), Object.keys(en).sort());
  for (const word of [...Object.values(ko), ...Object.values(en)]) assert.notEqual(word, "");
  assert.equal(ko.emojiNames.length, en.emojiNames.length);
  assert.deepEqual(Object.keys(ko.failedWhy), Object.keys(en.failedWhy));
});
