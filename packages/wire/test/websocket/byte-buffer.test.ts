import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ByteBuffer } from "../../src/websocket/byte-buffer.ts";

test("what was appended is there, in order, and is a copy", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 12 }), (chunks) => {
      const whole = new Uint8Array(Buffer.concat(chunks));
      const buffer = new ByteBuffer();
      for (const chunk of chunks) {
        buffer.append(chunk, whole.length);
        chunk.fill(0xee);
      }
      assert.equal(buffer.length, whole.length);
      assert.deepEqual(new Uint8Array(buffer.view()), whole);
      assert.deepEqual(buffer.take(), whole);
    }),
  );
});

test("no more is set aside than can come", () => {
  const buffer = new ByteBuffer();
  buffer.append(new Uint8Array(600), 1_000);
  buffer.append(new Uint8Array(300), 1_000);
  assert.equal(buffer.view().buffer.byteLength, 1_000);
  assert.equal(buffer.take().buffer.byteLength, 900);
});

test("what is taken whole has memory of just its size", () => {
  const buffer = new ByteBuffer();
  buffer.append(new Uint8Array(3), 5);
  buffer.append(new Uint8Array(2), 5);
  assert.equal(buffer.take().buffer.byteLength, 5);
});

test("a million appends of one byte take linear time", () => {
  const buffer = new ByteBuffer();
  const byte = new Uint8Array(1);
  let copies = 0;
  let memory = buffer.view().buffer;
  for (let i = 0; i < 1_000_000; i++) {
    buffer.append(byte, Number.POSITIVE_INFINITY);
    if (buffer.view().buffer !== memory) copies++;
    memory = buffer.view().buffer;
  }
  assert.ok(copies <= 14, `${copies} copies`);
});
