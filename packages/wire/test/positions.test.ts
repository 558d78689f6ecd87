import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatPositions, MAX_POSITIONS, parsePositions } from "../src/positions.ts";

const TOKEN = "djcy5xzohgaxbrr3azjcww5hw_00000000003_0cyy01z";
const name = fc.stringMatching(/^[\p{L}\p{N}\-_.]{1,16}$/u);

test("P24: names of any script, and positions, come back as they were", () => {
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: MAX_POSITIONS }), (names) => {
      const positions = new Map(names.map((each, index) => [each, `e_${index}`]));
      const text = formatPositions(positions);
      assert.deepEqual(parsePositions(text), positions);
      // RFC 3986 section 2.3: nothing in it needs escaping in an address, a header or an event's id.
      assert.match(text, /^[0-9A-Za-z._-]+$/);
    }),
  );
});

test("an ASCII name stays readable", () => {
  assert.equal(formatPositions(new Map([["chat", TOKEN]])), `chat.${TOKEN}`);
  assert.equal(formatPositions(new Map([["a.b-c", "x"]])), "a-2eb-2dc.x");
});

test("what was not given here is none", () => {
  const wrong = [
    "",
    "chat",
    "chat.",
    ".x",
    "chat.x.y",
    "a.x.a.y",
    "-41.x",
    "-zz.x",
    "-ff.x",
    "a.b c",
    "마당.x",
    `a.${"x".repeat(257)}`,
  ];
  for (const text of wrong) assert.equal(parsePositions(text), undefined, text);
  const many = Array.from({ length: MAX_POSITIONS + 1 }, (_, index) => `r${index}.x`).join(".");
  assert.equal(parsePositions(many), undefined);
  assert.equal(parsePositions(`${"a".repeat(20_000)}.x`), undefined);
});

test("what could not be read back is our own fault", () => {
  assert.throws(() => formatPositions(new Map([["a", "b.c"]])), RangeError);
  assert.throws(() => formatPositions(new Map()), RangeError);
});
