import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_HEADERS, parseFields } from "../../src/websocket/header-fields.ts";

const fields = (text: string) => {
  const parsed = parseFields(text, 0);
  return "status" in parsed ? parsed.status : Object.fromEntries(parsed);
};

test("RFC 9110 5.1, 5.3: names have no case, repeats are joined in order", () => {
  assert.deepEqual(fields("Host: a\r\nX: 1\r\nhOST:b\r\nx:  2"), { host: "a, b", x: "1, 2" });
});

test("RFC 9110 5.5: spaces and tabs around a value are not its own, those inside are", () => {
  assert.deepEqual(fields("a: \t b  c \t\r\nempty:\r\nd:e:f"), { a: "b  c", empty: "", d: "e:f" });
});

test("RFC 9112 5: a name is a token right before its colon", () => {
  for (const line of ["no colon", ": no name", "a b: c", "a : b", "ä: b", "a"]) {
    assert.equal(fields(`ok: 1\r\n${line}\r\nlast: 1`), 400, line);
  }
});

test("RFC 9112 5.2: folded lines are refused", () => {
  assert.equal(fields("a: b\r\n c: d"), 400);
  assert.equal(fields("a: b\r\n\tc"), 400);
});

test("no fields are no fields", () => assert.deepEqual(fields(""), {}));

test("RFC 6585 5: too many fields, of one name too, are 431", () => {
  const lines = (count: number) => Array.from({ length: count }, () => "a: b").join("\r\n");
  assert.notEqual(fields(lines(MAX_HEADERS)), 431);
  assert.equal(fields(lines(MAX_HEADERS + 1)), 431);
});
