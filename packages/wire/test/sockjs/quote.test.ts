import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { quote } from "../../src/sockjs/quote.ts";

/** sockjs-protocol.py, `escapable_by_server`, and the surrogates that its text adds. */
const TABLE = [
  [0x00, 0x1f],
  [0x200c, 0x200f],
  [0x2028, 0x202f],
  [0x2060, 0x206f],
  [0xd800, 0xdfff],
  [0xfff0, 0xffff],
] as const;

test("sockjs-protocol, JSON Unicode Encoding: every unit of the table above 00FF goes out as \\uXXXX", () => {
  for (const [from, to] of TABLE.slice(1)) {
    for (let unit = from; unit <= to; unit++) {
      assert.equal(quote(String.fromCharCode(unit)), `"\\u${unit.toString(16).padStart(4, "0")}"`);
    }
  }
  for (let unit = 0; unit <= 0x1f; unit++) assert.match(quote(String.fromCharCode(unit)), /^"\\(u00[01].|[bfnrt])"$/);
});

test("sockjs-protocol, JSON Unicode Encoding: the neighbours of the table go as they are", () => {
  for (const text of ["마당", "\u200b", "\u2010", "\u2027", "\u2030", "\u2070", "\ud7ff", "\ue000", "\uffef"]) {
    assert.equal(quote(text), `"${text}"`);
  }
  assert.equal(quote("😀"), '"\\ud83d\\ude00"');
  assert.equal(quote("  \0\n\r "), '"  \\u0000\\n\\r "');
});

test("sockjs-protocol, JSON Unicode Encoding: any text, lone surrogates too, comes back as it was", () => {
  const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(anyText, (text) => {
      const quoted = quote(text);
      assert.equal(JSON.parse(quoted), text);
      for (const [from, to] of TABLE) {
        for (const unit of quoted) assert.ok(unit.charCodeAt(0) < from || unit.charCodeAt(0) > to);
      }
    }),
  );
});
