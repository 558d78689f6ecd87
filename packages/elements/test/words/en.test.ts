import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../../src/words/en.ts";

test("one and many", () => {
  assert.equal(en.newCount(1), "1 new message");
  assert.equal(en.newCount(1200), "1,200 new messages");
  assert.equal(en.came(["Ann", "Tom"]), "Ann and Tom came in");
  assert.equal(en.went(["a", "b", "c", "d"]), "a and 3 others left");
  assert.equal(en.manyTyping(1), "1 person is writing");
});
