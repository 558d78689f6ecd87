import assert from "node:assert/strict";
import { test } from "node:test";
import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { deflateMessage, inflateMessage, MAX_FINAL_BLOCKS, packedBound } from "../../src/websocket/deflate-message.ts";
import { PeerError } from "../../src/websocket/peer-error.ts";
import { nodeHost as host } from "../host.ts";
import { hex, toHex } from "./hex.ts";

const inflate = (packed: Uint8Array, before?: Uint8Array, most = 1000) =>
  Buffer.from(inflateMessage(packed, most, { host, before })).toString();
const code = (packed: Uint8Array, most = 1000): number => {
  try {
    inflateMessage(packed, most, { host });
    return 0;
  } catch (error) {
    assert.ok(error instanceof PeerError);
    return error.closeCode;
  }
};

test("RFC 7692 7.2.3.1: a message of one block", () => {
  assert.equal(inflate(hex("f2 48 cd c9 c9 07 00")), "Hello");
});

test("RFC 7692 7.2.3.2: the second of two messages refers to the first", () => {
  assert.equal(inflate(hex("f2 00 11 00 00"), hex("'Hello'")), "Hello");
  assert.equal(code(hex("f2 00 11 00 00")), 1007, "without the first, it refers to nothing");
  const packed = deflateMessage(hex("'Hello'"), 15, { host, before: hex("'Hello'") });
  assert.equal(toHex(packed ?? hex("")), toHex(hex("f2 00 11 00 00")));
});

test("RFC 7692 7.2.3.3: a block with no compression", () => {
  assert.equal(inflate(hex("00 05 00 fa ff 48 65 6c 6c 6f 00")), "Hello");
});

test("RFC 7692 7.2.3.4: a block with BFINAL, also without the empty block that has to follow it", () => {
  assert.equal(inflate(hex("f3 48 cd c9 c9 07 00 00")), "Hello");
  assert.equal(inflate(hex("f3 48 cd c9 c9 07 00")), "Hello");
});

test("RFC 7692 7.2.3.5: two blocks", () => {
  assert.equal(inflate(hex("f2 48 05 00 00 00 ff ff ca c9 c9 07 00")), "Hello");
});

test("RFC 7692 7.2.3.6: an empty message", () => {
  assert.equal(inflate(hex("00")), "");
  assert.equal(inflate(hex("")), "", "what zlib makes of it after a flush");
  assert.equal(inflate(hex("02 00")), "", "an empty block of fixed codes");
});

test("RFC 7692 7.2.1: blocks follow a final one, and refer to what stood before it", () => {
  const hello = hex("f3 48 cd c9 c9 07 00");
  assert.equal(inflate(Buffer.concat([hello, hello, hex("00")])), "HelloHello");
  assert.equal(inflate(Buffer.concat([hello, hex("f2 00 11 00 00")])), "HelloHello");
  assert.equal(inflate(Buffer.concat([hello, hex("f2 00 11 00 00")]), hex("'before'")), "HelloHello");
  const many = (count: number) => Buffer.concat([...Array.from({ length: count }, () => hello), hex("00")]);
  assert.equal(inflate(many(MAX_FINAL_BLOCKS)), "Hello".repeat(MAX_FINAL_BLOCKS));
  assert.equal(code(many(MAX_FINAL_BLOCKS + 1)), 1008);
  assert.equal(code(many(3), 14), 1009);
  assert.equal(code(Buffer.concat([hello, hex("ff ff ff")])), 1007);
});

test("RFC 7692 7.2.2: what is no DEFLATE, or stops inside a block, is 1007", () => {
  for (const packed of [
    "ff ff ff",
    "f2 48 cd c9 c9 07",
    "00 05 00 fa fe 48 65 6c 6c 6f 00",
    "00 ff 00 00 ff 48",
    "06",
    "01 00",
  ]) {
    assert.equal(code(hex(packed)), 1007, packed);
  }
});

test("what inflates to just the bound is taken, one byte more is 1009", () => {
  for (const most of [0, 1, 5, 16_383, 16_384, 16_385, 100_000]) {
    const packed = (size: number) =>
      deflateRawSync(new Uint8Array(size), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
    assert.equal(inflateMessage(packed(most), most, { host }).length, most);
    assert.equal(code(packed(most + 1), most), 1009);
  }
});

test("a bomb is left at the bound: 16 KiB that stand for 16 MiB cost what 64 KiB cost", () => {
  const bomb = deflateRawSync(new Uint8Array(16 * 2 ** 20), { finishFlush: constants.Z_SYNC_FLUSH });
  assert.ok(bomb.length < 17_000);
  // The bound of what is unpacked at most, counted by what the host gives out.
  const before = process.memoryUsage().arrayBuffers;
  assert.equal(code(bomb.subarray(0, -4), 65_536), 1009);
  assert.ok(process.memoryUsage().arrayBuffers - before < 512 * 1024);
});

test("zlib's worst case stays below what may be read for a bound", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000, size: "max" }), (bytes) => {
      const packed = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, memLevel: 1, windowBits: 9 });
      assert.ok(packed.length <= packedBound(bytes.length));
    }),
  );
});

const anyPayload = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.lorem({ maxCount: 300 }).map((text) => Buffer.from(text)),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.integer({ min: 1, max: 30 }))
    .map(([bytes, times]) => Buffer.concat(Array.from({ length: times }, () => bytes))),
);

test("RFC 7692 7.1.2: what is deflated inflates again in a window of the agreed size, 8 bits among them", () => {
  fc.assert(
    fc.property(anyPayload, fc.integer({ min: 8, max: 15 }), fc.uint8Array(), (payload, windowBits, history) => {
      const before = windowBits === 8 || history.length === 0 ? undefined : history;
      const packed = deflateMessage(payload, windowBits, { host, before });
      if (packed === undefined) return;
      const tailed = Buffer.concat([packed, hex("00 00 ff ff 03 00")]);
      const dictionary = before === undefined ? {} : { dictionary: before };
      assert.deepEqual(inflateRawSync(tailed, { windowBits, ...dictionary }), Buffer.from(payload));
      assert.deepEqual(Buffer.from(inflateMessage(packed, payload.length, { host, before })), Buffer.from(payload));
    }),
  );
});

test("a payload that would not get shorter is not compressed, but where the next one may refer to it", () => {
  const noise = Buffer.from("0f1e2d3c4b5a69788796a5b4c3d2e1f0", "hex");
  assert.equal(deflateMessage(noise, 15, { host }), undefined);
  assert.equal(deflateMessage(hex(""), 15, { host }), undefined);
  assert.ok(deflateMessage(noise, 15, { host, before: hex("") }) !== undefined);
});

test("RFC 7692 7.1.2: with 8 bits, only what is no longer than the window is compressed", () => {
  assert.ok(deflateMessage(new Uint8Array(256), 8, { host }) !== undefined);
  assert.equal(deflateMessage(new Uint8Array(257), 8, { host }), undefined);
});

test("RFC 7692 7.2.2: a final stored block that is cut is broken, and not filled up with the tail that we add", () => {
  const whole = Uint8Array.of(0x01, 0x06, 0x00, 0xf9, 0xff, 1, 2, 3, 4, 5, 6);
  assert.deepEqual([...inflateMessage(whole, 100, { host })], [1, 2, 3, 4, 5, 6]);
  for (let missing = 1; missing <= 5; missing++) {
    assert.throws(
      () => inflateMessage(whole.subarray(0, whole.length - missing), 100, { host }),
      (error: unknown) => error instanceof PeerError && error.closeCode === 1007,
      `${missing} bytes missing`,
    );
  }
});
