import assert from "node:assert/strict";
import { test } from "node:test";
import { spellHead } from "../../src/websocket/head-spelling.ts";
import { UsageError } from "../../src/websocket/usage-error.ts";

test("RFC 9112 2.1: a start line, a line for each field that has a value, an empty line", () => {
  assert.equal(spellHead("HTTP/1.1 200 OK", { A: "1", b: undefined, C: "" }), "HTTP/1.1 200 OK\r\nA: 1\r\nC: \r\n\r\n");
});

test("RFC 9110 5.5: nothing breaks out of its line", () => {
  for (const value of ["a\r\nSet-Cookie: x", "a\n", "\0", "마당"]) {
    assert.throws(() => spellHead("HTTP/1.1 200 OK", { A: value }), UsageError, value);
    assert.throws(() => spellHead(`HTTP/1.1 200 ${value}`, {}), UsageError, value);
  }
  assert.throws(() => spellHead("HTTP/1.1 200 OK", { "A: b\r\nC": "d" }), UsageError);
});
