import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Window } from "../../src/websocket/window.ts";

test("a window is the last `size` bytes of what was pushed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.uint8Array({ maxLength: 60 })), (size, chunks) => {
      const window = new Window(size);
      const all: number[] = [];
      for (const chunk of chunks) {
        window.push(chunk);
        all.push(...chunk);
        assert.deepEqual([...window.bytes], all.slice(-size));
      }
    }),
  );
});

test("RFC 7692 7.1.2: a window takes no more memory than its size, and copies", () => {
  const window = new Window(100);
  const chunk = new Uint8Array(70).fill(1);
  for (let turn = 0; turn < 5; turn++) {
    window.push(chunk);
    assert.ok(window.bytes.buffer.byteLength <= 100);
  }
  chunk.fill(2);
  assert.ok(window.bytes.every((byte) => byte === 1));
});
