import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mask, maskKey } from "../../src/websocket/mask.ts";
import { anyCuts } from "./cuts.ts";
import { hex } from "./hex.ts";

const anyKey = fc.integer();
const anyPayload = fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.uint8Array({ minLength: 60, maxLength: 400 }));

test("RFC 6455 5.7: the example of a masked text", () => {
  const payload = hex("7f 9f 4d 51 58");
  mask(payload, maskKey(hex("37 fa 21 3d"), 0));
  assert.deepEqual(payload, hex("'Hello'"));
});

test("RFC 6455 5.3: octet i is masked with octet i MOD 4 of the key, at any alignment", () => {
  fc.assert(
    fc.property(anyPayload, fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.nat(9), (payload, key, shift) => {
      const memory = new Uint8Array(payload.length + shift + 5).fill(0xee);
      memory.set(payload, shift);
      mask(memory.subarray(shift, shift + payload.length), maskKey(key, 0));
      const expected = payload.map((byte, i) => byte ^ (key[i % 4] ?? 0));
      assert.deepEqual(memory.slice(shift, shift + payload.length), expected);
      assert.deepEqual(memory.slice(0, shift), new Uint8Array(shift).fill(0xee));
      assert.deepEqual(memory.slice(shift + payload.length), new Uint8Array(5).fill(0xee));
    }),
  );
});

test("RFC 6455 5.3: masking twice gives the payload back, in any cut", () => {
  fc.assert(
    fc.property(anyPayload, anyKey, anyCuts, (payload, key, cuts) => {
      const work = new Uint8Array(payload);
      mask(work, key);
      for (let at = 0, turn = 0; at < work.length; turn++) {
        const end = at + (cuts[turn % cuts.length] ?? 1);
        mask(work.subarray(at, end), key, at);
        at = end;
      }
      assert.deepEqual(work, new Uint8Array(payload));
    }),
  );
});
