import assert from "node:assert/strict";
import { test } from "node:test";
import { pageWordsIn } from "../../src/words/page-language.ts";

test("the page has every word of the chat, and its own, in both languages", () => {
  const [ko, en] = [pageWordsIn("ko"), pageWordsIn("en")];
  assert.deepEqual(Object.keys(ko).sort(), Object.keys(en).sort());
  assert.deepEqual([ko.lang, ko.rooms, en.lang], ["ko", "방", "en"]);
});
