import assert from "node:assert/strict";
import { test } from "node:test";
import { pageKo } from "../../src/words/page-ko.ts";

test("Korean: every word of the page is there, and in Hangul but for the other language's name", () => {
  const { rooms, openRooms, newRoom, operatorHint, roomHint, make, cancel, changeName } = pageKo;
  for (const word of [rooms, openRooms, newRoom, operatorHint, roomHint, make, cancel, changeName]) {
    assert.match(word, /\p{Script=Hangul}/u);
  }
});
