import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isOnlyEmoji, textPieces } from "../../src/model/message-text.ts";

const links = (text: string) => textPieces(text).flatMap(({ text: link, href }) => (href === undefined ? [] : [link]));

test("a link in a Korean sentence is only the link", () => {
  assert.deepEqual(textPieces("자료는 https://example.com에서 보세요"), [
    { text: "자료는 " },
    { text: "https://example.com", href: "https://example.com/" },
    { text: "에서 보세요" },
  ]);
});

test("links stand right behind Hangul and next to each other", () => {
  assert.deepEqual(links("여기https://a.kr/b와 https://c.kr/d를"), ["https://a.kr/b", "https://c.kr/d"]);
});

test("angle brackets say where a link ends", () => {
  assert.deepEqual(links("<https://example.com/문서를>"), ["https://example.com/문서를"]);
});

test("only http and https are links, and none that hides its host behind a name", () => {
  assert.deepEqual(
    links("javascript:alert(1) data:text/html,x ftp://a.kr https://bank.kr@evil.example/ xhttps://a.kr"),
    [],
  );
});

test("what is no address stays text", () => {
  assert.deepEqual(links("https:// http://. https://["), []);
});

test("the pieces are the text again, whatever it is", () => {
  const bits = fc.constantFrom(
    "https://",
    "http://",
    "example.com",
    "에서",
    "<",
    ">",
    "/",
    ".",
    " ",
    "한글",
    "\u202e",
    "@",
    "(",
    ")",
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(bits).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const pieces = textPieces(text);
      assert.equal(pieces.map((piece) => piece.text).join(""), text);
      for (const { href } of pieces) assert.match(href ?? "https://", /^https?:\/\//);
    }),
  );
});

test("up to three emoji alone are large", () => {
  for (const text of ["🎉", "👨‍👩‍👧 ❤️", "🇰🇷🇰🇷🇰🇷"]) assert.ok(isOnlyEmoji(text), text);
  for (const text of ["", "1", "🎉 축하", "🎉🎉🎉🎉"]) assert.ok(!isOnlyEmoji(text), text);
});
