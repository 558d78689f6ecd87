import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_REASON_BYTES, readGoodbye, spellGoodbye } from "../../src/websocket/close-frame.ts";
import { PeerError } from "../../src/websocket/peer-error.ts";
import { UsageError } from "../../src/websocket/usage-error.ts";
import { nodeHost } from "../host.ts";
import { hex, toHex } from "./hex.ts";

const payloadOf = (code: number) => Uint8Array.of(code >> 8, code & 255);
const breaks = (closeCode: number) => (error: unknown) => error instanceof PeerError && error.closeCode === closeCode;

test("RFC 6455 7.1.5: no payload is code 1005", () => {
  assert.deepEqual(readGoodbye(hex(""), nodeHost), { code: 1005, reason: "" });
});

test("RFC 6455 5.5.1: a payload is a code and a reason", () => {
  assert.deepEqual(readGoodbye(hex("03e8"), nodeHost), { code: 1000, reason: "" });
  assert.deepEqual(readGoodbye(hex("0bb8 '안녕'"), nodeHost), { code: 3000, reason: "안녕" });
});

test("RFC 6455 5.5.1: a payload of one byte is a protocol error", () => {
  assert.throws(() => readGoodbye(hex("03"), nodeHost), breaks(1002));
});

test("RFC 6455 8.1: a reason that is not UTF-8 is 1007", () => {
  assert.throws(() => readGoodbye(hex("03e8 ff"), nodeHost), breaks(1007));
});

test("RFC 6455 7.4: only codes that may be sent are taken", () => {
  for (const code of [1000, 1003, 1007, 1014, 3000, 3999, 4000, 4999]) {
    assert.equal(readGoodbye(payloadOf(code), nodeHost).code, code);
  }
  for (const code of [0, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65_535]) {
    assert.throws(() => readGoodbye(payloadOf(code), nodeHost), breaks(1002), String(code));
  }
});

test("RFC 6455 7.4.1: 1005 and 1006 are never sent", () => {
  assert.equal(toHex(spellGoodbye(1001, "bye", nodeHost)), "03e9627965");
  assert.throws(() => spellGoodbye(1005, "", nodeHost), UsageError);
  assert.throws(() => spellGoodbye(1006, "", nodeHost), UsageError);
});

test("RFC 6455 5.5: a long reason is cut between code points, to fit a control frame", () => {
  assert.equal(spellGoodbye(1000, "x".repeat(MAX_REASON_BYTES), nodeHost).length, 125);
  assert.equal(spellGoodbye(1000, "x".repeat(MAX_REASON_BYTES + 1), nodeHost).length, 125);
  const { reason } = readGoodbye(spellGoodbye(1000, `x${"가".repeat(99)}`, nodeHost), nodeHost);
  assert.equal(reason, `x${"가".repeat(40)}`);
  assert.equal(readGoodbye(spellGoodbye(1000, "가".repeat(41), nodeHost), nodeHost).reason, "가".repeat(41));
});
