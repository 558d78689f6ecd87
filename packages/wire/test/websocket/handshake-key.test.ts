import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { acceptFor, handshakeKey, isHandshakeKey } from "../../src/websocket/handshake-key.ts";
import { nodeHost } from "../host.ts";

test("RFC 6455 1.3: the example", () => {
  assert.equal(acceptFor("dGhlIHNhbXBsZSBub25jZQ==", nodeHost), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
});

test("RFC 6455 4.2.1: a key is the base64 of 16 bytes", () => {
  assert.equal(isHandshakeKey("dGhlIHNhbXBsZSBub25jZQ=="), true);
  for (const size of [15, 17, 18, 0]) assert.equal(isHandshakeKey(Buffer.alloc(size).toString("base64")), false);
  for (const key of [
    "dGhlIHNhbXBsZSBub25jZQ",
    "dGhlIHNhbXBsZSBub25jZ_==",
    " dGhlIHNhbXBsZSBub25jZQ==",
    "A".repeat(24),
  ]) {
    assert.equal(isHandshakeKey(key), false, key);
  }
});

test("RFC 6455 4.1: a key of ours is the base64 of 16 random bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const key = handshakeKey({ ...nodeHost, random: (length) => bytes.subarray(0, length) });
      assert.equal(key, Buffer.from(bytes).toString("base64"));
      assert.equal(isHandshakeKey(key), true);
    }),
  );
});
