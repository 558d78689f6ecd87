import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRoomName } from "@madang/hub";

test("a room's name is letters, digits, -, _ and . of any script", () => {
  for (const name of ["chat", "마당", "café-2_b.c", "हिन्दी", "٣", "𠮷野家", "a..b", ".a", "-"])
    assert.equal(parseRoomName(name), name);
});

test("Hangul in single letters (NFD) is the same name as in syllables", () => {
  assert.equal(parseRoomName("마당".normalize("NFD")), "마당");
});

test("64 code points fit and 65 do not, counted after NFC", () => {
  assert.equal(parseRoomName("𠮷".repeat(64)), "𠮷".repeat(64));
  assert.equal(parseRoomName("𠮷".repeat(65)), undefined);
  assert.equal(parseRoomName("당".repeat(64).normalize("NFD")), "당".repeat(64));
  assert.equal(parseRoomName("a".repeat(64)), "a".repeat(64));
  assert.equal(parseRoomName("a".repeat(65)), undefined);
});

test("RFC 3986 5.2.4: dots only are a path, no name", () => {
  for (const name of [".", "..", "..."]) assert.equal(parseRoomName(name), undefined);
});

test("nothing, white space, separators, emoji, controls and lone surrogates name no room", () => {
  const bad = [
    "",
    " ",
    "a b",
    "a/b",
    "a:b",
    "a\\b",
    "a%20",
    "🙂",
    "a\n",
    "\u0000",
    "a\u2028",
    "\u200b",
    "\ud800",
    "a\udc00",
    "a?",
  ];
  for (const name of bad) assert.equal(parseRoomName(name), undefined, JSON.stringify(name));
});

test("a text far too long for a name is refused unread: putting thousands of accents in order takes a second", () => {
  assert.equal(parseRoomName({ length: 60_000 } as unknown as string), undefined);
  assert.equal(parseRoomName("\u1fa2".repeat(64).normalize("NFD")), "\u1fa2".repeat(64));
});
