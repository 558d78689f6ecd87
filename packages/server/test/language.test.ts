import assert from "node:assert/strict";
import { test } from "node:test";
import { favourite } from "../src/language.ts";

test("RFC 9110 12.5.4: the language with the highest quality, the first of equals, without its region", () => {
  assert.equal(favourite("ko-KR,ko;q=0.9,en;q=0.8"), "ko");
  assert.equal(favourite("en;q=0.5, ko"), "ko");
  assert.equal(favourite("de, ko"), "de");
  assert.equal(favourite("ko;q=0"), "");
  assert.equal(favourite(""), "");
  assert.equal(favourite("ko;q=x"), "");
});
