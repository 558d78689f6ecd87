import assert from "node:assert/strict";
import { test } from "node:test";
import * as frames from "../../src/websocket/frame.ts";
import { maskKey } from "../../src/websocket/mask.ts";
import { OPCODE } from "../../src/websocket/opcode.ts";
import { hex, toHex } from "./hex.ts";

const KEY = maskKey(hex("37 fa 21 3d"), 0);

test("RFC 6455 5.7: the examples", () => {
  const hello = hex("'Hello'");
  assert.deepEqual(frames.textFrame(hello), hex("81 05 'Hello'"));
  assert.deepEqual(frames.frame(OPCODE.text, hello, { mask: KEY }), hex("81 85 37 fa 21 3d 7f 9f 4d 51 58"));
  assert.deepEqual(frames.frame(OPCODE.text, hex("'Hel'"), { fin: false }), hex("01 03 'Hel'"));
  assert.deepEqual(frames.frame(OPCODE.continuation, hex("'lo'")), hex("80 02 'lo'"));
  assert.deepEqual(frames.pingFrame(hello), hex("89 05 'Hello'"));
  assert.deepEqual(frames.pongFrame(hello), hex("8a 05 'Hello'"));
  assert.equal(toHex(frames.binaryFrame(new Uint8Array(256)).subarray(0, 5)), "827e010000");
  assert.equal(toHex(frames.binaryFrame(new Uint8Array(65_536)).subarray(0, 11)), "827f000000000001000000");
});

test("RFC 6455 5.5.1: a close frame", () => {
  assert.deepEqual(frames.closeFrame(hex("03e8")), hex("88 02 03e8"));
});

test("RFC 6455 5.2: the shortest length that holds the payload", () => {
  const header = (length: number) => toHex(frames.frameHeader(OPCODE.binary, length));
  assert.equal(header(0), "8200");
  assert.equal(header(125), "827d");
  assert.equal(header(126), "827e007e");
  assert.equal(header(65_535), "827effff");
  assert.equal(header(65_536), "827f0000000000010000");
  assert.equal(header(2 ** 32 + 7), "827f0000000100000007");
  assert.equal(header(Number.MAX_SAFE_INTEGER), "827f001fffffffffffff");
});

test("RFC 6455 5.2: the flags of a header, with a key after any length", () => {
  assert.equal(toHex(frames.frameHeader(OPCODE.text, 1, { rsv1: true })), "c101");
  assert.equal(toHex(frames.frameHeader(OPCODE.text, 1, { rsv1: true, fin: false })), "4101");
  assert.equal(toHex(frames.frameHeader(OPCODE.text, 1, { mask: KEY })), "818137fa213d");
  assert.equal(toHex(frames.frameHeader(OPCODE.text, 126, { mask: KEY })), "81fe007e37fa213d");
  assert.equal(toHex(frames.frameHeader(OPCODE.text, 65_536, { mask: KEY })), "81ff000000000001000037fa213d");
});

test("RFC 6455 5.3: a masked frame leaves the payload that it was made from as it was", () => {
  const payload = new Uint8Array(300).fill(7);
  const image = frames.frame(OPCODE.binary, payload, { mask: KEY });
  assert.deepEqual(payload, new Uint8Array(300).fill(7));
  assert.deepEqual([...image.subarray(8, 12)], [0x30, 0xfd, 0x26, 0x3a]);
});

test("many frames in one image are the frames one after the other", () => {
  const messages = [0, 5, 125, 126, 70_000].map((length) => ({
    opcode: length > 125 ? OPCODE.binary : OPCODE.text,
    payload: new Uint8Array(length).fill(length),
    rsv1: length % 2 === 1,
  }));
  const single = messages.map(({ opcode, payload, rsv1 }) => frames.frame(opcode, payload, { rsv1 }));
  assert.deepEqual(frames.framesOf(messages), new Uint8Array(Buffer.concat(single)));
  assert.deepEqual(frames.framesOf([]), new Uint8Array(0));
});
