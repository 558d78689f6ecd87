import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { base64 } from "../../src/base64.ts";
import { base64Bytes } from "../../src/engineio/base64-bytes.ts";

test("RFC 4648 10: the test vectors, with and without padding", () => {
  for (const text of ["", "f", "fo", "foo", "foob", "fooba", "foobar"]) {
    const spelled = Buffer.from(text).toString("base64");
    assert.deepEqual(Buffer.from(base64Bytes(spelled) ?? "?"), Buffer.from(text));
    assert.deepEqual(Buffer.from(base64Bytes(spelled.replaceAll("=", "")) ?? "?"), Buffer.from(text));
  }
});

test("RFC 4648 3.3: what is outside the alphabet is none, and so is a length that cannot be", () => {
  for (const bad of ["a", "abcde", "ab=c", "a===", "AQ=", "=", "==", "ab c", "ab-_", "마당마당", "\u0141QID"]) {
    assert.equal(base64Bytes(bad), undefined, bad);
  }
});

test("RFC 4648 4: any bytes come back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => assert.deepEqual(base64Bytes(base64(bytes)), bytes)),
  );
  fc.assert(fc.property(fc.string(), (text) => void base64Bytes(text)));
});
