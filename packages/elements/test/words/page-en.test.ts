import assert from "node:assert/strict";
import { test } from "node:test";
import { pageEn } from "../../src/words/page-en.ts";

test("English: every word of the page is there, without Hangul but for the other language's name", () => {
  const { rooms, openRooms, newRoom, operatorHint, roomHint, make, cancel, changeName } = pageEn;
  for (const word of [rooms, openRooms, newRoom, operatorHint, roomHint, make, cancel, changeName]) {
    assert.match(word, /^[^\p{Script=Hangul}]+$/u);
  }
});
