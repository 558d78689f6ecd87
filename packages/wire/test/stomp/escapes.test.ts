import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { escapeHeader, unescapeHeader } from "../../src/stomp/escapes.ts";
import { PeerError } from "../../src/stomp/peer-error.ts";

const HARD = "a\r\nb:c\\d";

test("STOMP 1.2 Value Encoding: \\r \\n \\c \\\\ for CR, LF, colon and backslash", () => {
  assert.equal(escapeHeader(HARD, "1.2"), "a\\r\\nb\\cc\\\\d");
  assert.equal(unescapeHeader("a\\r\\nb\\cc\\\\d", "1.2"), HARD);
  assert.equal(unescapeHeader("\\\\n", "1.2"), "\\n");
});

test("STOMP 1.1 Value Encoding: no \\r, so a CR stays as it is", () => {
  assert.equal(escapeHeader(HARD, "1.1"), "a\r\\nb\\cc\\\\d");
  assert.equal(unescapeHeader("\\n\\c\\\\", "1.1"), "\n:\\");
  assert.throws(() => unescapeHeader("a\\r", "1.1"), PeerError);
});

test("STOMP 1.0 has no escapes: what comes is taken as it is, what would break the frame becomes a space", () => {
  assert.equal(unescapeHeader("\\r\\n\\c\\\\\\t", "1.0"), "\\r\\n\\c\\\\\\t");
  assert.equal(escapeHeader(HARD, "1.0"), "a  b:c\\d");
});

test("STOMP 1.2 Value Encoding: undefined escapes, and a backslash at the end, are fatal", () => {
  for (const bad of ["\\t", "a\\", "\\C", "\\ ", "ok\\n\\x"]) {
    assert.throws(() => unescapeHeader(bad, "1.2"), PeerError, bad);
    assert.throws(() => unescapeHeader(bad, "1.1"), PeerError, bad);
  }
});

test("a NUL is never spelled", () => {
  for (const version of ["1.0", "1.1", "1.2"] as const) assert.equal(escapeHeader("a\0b", version), "a b");
});

test("any text without NUL comes back, and nothing of it can end its line", () => {
  const texts = fc.oneof(fc.string({ unit: fc.constantFrom("\r", "\n", ":", "\\", "c", "n", "r", "가") }), fc.string());
  fc.assert(
    fc.property(texts, fc.constantFrom("1.1" as const, "1.2" as const), (any, version) => {
      const text = any.replaceAll("\0", "");
      const spelled = escapeHeader(text, version);
      assert.equal(unescapeHeader(spelled, version), text);
      assert.ok(!/[\n:]/.test(spelled));
    }),
  );
});
