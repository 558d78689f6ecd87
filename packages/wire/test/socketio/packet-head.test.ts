import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MAX_ATTACHMENTS, MAX_NAMESPACE_LENGTH } from "../../src/socketio/index.ts";
import { readHead } from "../../src/socketio/packet-head.ts";

test("socket.io-protocol, Packet encoding: <type>[<attachments>-][<namespace>,][<id>]", () => {
  assert.deepEqual(readHead("0"), { type: 0, attachments: 0, namespace: "/", end: 1 });
  assert.deepEqual(readHead('0{"a":1}'), { type: 0, attachments: 0, namespace: "/", end: 1 });
  assert.deepEqual(readHead("1/admin,"), { type: 1, attachments: 0, namespace: "/admin", end: 8 });
  assert.deepEqual(readHead("0/custom"), { type: 0, attachments: 0, namespace: "/custom", end: 8 });
  assert.deepEqual(readHead("2456[]"), { type: 2, attachments: 0, namespace: "/", id: 456, end: 4 });
  assert.deepEqual(readHead("52-/a?b=c,12[]"), { type: 5, attachments: 2, namespace: "/a?b=c", id: 12, end: 12 });
});

test("socket.io-parser, decodeString: unknown types, illegal and too many attachments", () => {
  for (const text of ["", "abc", "7", "-1", "마당"]) assert.equal(readHead(text), "unknown packet type");
  for (const text of ["5", "5-[]", "50-[]", "5[]", "6a-[]", "51", "5-1-[]"]) {
    assert.equal(readHead(text), "illegal attachments", text);
  }
  assert.equal(readHead(`5${MAX_ATTACHMENTS + 1}-[]`), "too many attachments");
  assert.equal(readHead(`5${"9".repeat(400)}-[]`), "too many attachments");
});

test("what becomes a key of a table, or a number, has a bound", () => {
  assert.equal(readHead(`2/${"a".repeat(MAX_NAMESPACE_LENGTH)},[]`), "too long a namespace");
  assert.equal(readHead("29007199254740993[]"), "illegal id");
});

test("whatever comes is read without a throw", () => {
  fc.assert(fc.property(fc.string(), fc.nat(9), (text, digit) => void readHead(digit + text)));
});
