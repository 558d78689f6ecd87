import assert from "node:assert/strict";
import { test } from "node:test";
import { checkName, MAX_NAME_GRAPHEMES } from "@madang/hub";

const FAMILY = "👨‍👩‍👧‍👦";

test("a name is in NFC and without white space around it", () => {
  assert.deepEqual(checkName(" 철수\u3000".normalize("NFD")), { name: "철수" });
  assert.deepEqual(checkName("Jean Luc"), { name: "Jean Luc" });
});

test("40 characters as people count them fit and 41 do not: syllables, families, letters with accents", () => {
  for (const character of ["a", "가", FAMILY, "e\u0301\u0323", "🇰🇷"]) {
    assert.deepEqual(checkName(character.repeat(MAX_NAME_GRAPHEMES)), { name: character.repeat(40).normalize("NFC") });
    assert.deepEqual(checkName(character.repeat(41)), { problem: "a name has at most 40 characters" });
  }
  assert.deepEqual(checkName("가".repeat(40).normalize("NFD")), { name: "가".repeat(40) });
});

test("one character cannot be as long as one likes", () => {
  assert.deepEqual(checkName(`a${"\u0301".repeat(1000)}`), { problem: "a name has at most 40 characters" });
});

test("a name has no colon, which ends it in name:text", () => {
  for (const name of [":", "a:b", "철수:"]) assert.deepEqual(checkName(name), { problem: "a name has no colon" });
  assert.deepEqual(checkName("a：b"), { name: "a：b" });
});

test("a name has no control characters, line ends, lone surrogates, or what turns the direction of the line", () => {
  for (const bad of ["\u0000", "\n", "\u007f", "\u0085", "\u2028", "\u2029", "\ud800", "\udc00", "\u202e", "\u2066"]) {
    assert.deepEqual(checkName(`a${bad}b`), { problem: "a name has no control characters" }, JSON.stringify(bad));
  }
});

test("a name has something to see", () => {
  for (const empty of ["", " ", "\u3000\t", "\u200b", "\u200d\ufe0f", "\u3164", "\u115f \u1160", "\u00ad"]) {
    assert.deepEqual(checkName(empty), { problem: "a name needs at least one character" }, JSON.stringify(empty));
  }
});

test("a text far too long for a name is refused unread: putting thousands of accents in order takes a second", () => {
  const text = { length: 60_000 } as unknown as string;
  assert.deepEqual(checkName(text), { problem: "a name has at most 40 characters" });
});
