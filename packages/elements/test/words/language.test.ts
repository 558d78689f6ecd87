import assert from "node:assert/strict";
import { test } from "node:test";
import { languageOf, wordsIn } from "../../src/words/language.ts";

test("the first wish that there are words for", () => {
  assert.equal(languageOf([undefined, null, "", "fr-FR", "ko-KR", "en"]), "ko");
  assert.equal(languageOf(["EN-us"]), "en");
  assert.equal(languageOf(["fr"]), "en");
  assert.equal(wordsIn("ko").lang, "ko");
});
