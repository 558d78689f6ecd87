import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { attach, detach, hasBytes } from "../../src/socketio/attachments.ts";

test("socket.io-protocol, Packet encoding: bytes leave placeholders, in order, and come back to them", () => {
  const bytes: Uint8Array[] = [];
  const data = ["m", Uint8Array.of(1), { a: [Uint8Array.of(2)], b: new Date(0) }];
  const detached = detach(data, bytes);
  assert.deepEqual(detached, [
    "m",
    { _placeholder: true, num: 0 },
    { a: [{ _placeholder: true, num: 1 }], b: "1970-01-01T00:00:00.000Z" },
  ]);
  assert.deepEqual(bytes, [Uint8Array.of(1), Uint8Array.of(2)]);
  assert.equal(attach(detached as unknown[], bytes), true);
  assert.deepEqual(detached, ["m", Uint8Array.of(1), { a: [Uint8Array.of(2)], b: "1970-01-01T00:00:00.000Z" }]);
});

test("bytes are found at any depth, and only bytes; toJSON decides what an object holds", () => {
  assert.equal(hasBytes(["a", { b: [null, { c: Buffer.from("x") }] }]), true);
  assert.equal(hasBytes({ toJSON: () => [Uint8Array.of(1)] }), true);
  for (const value of [undefined, null, 1, "a", [], {}, new Date(0), { toJSON: () => null, b: Uint8Array.of(1) }]) {
    assert.equal(hasBytes(value), false);
  }
});

test("socket.io-parser, reconstructPacket: a placeholder that names no bytes is refused", () => {
  for (const num of [1, -1, 0.5, Number.NaN, "0", "length", undefined, null, {}]) {
    assert.equal(attach([{ _placeholder: true, num }], [Uint8Array.of(1)]), false);
  }
  assert.equal(attach([{ _placeholder: true }], [Uint8Array.of(1)]), false);
  assert.equal(attach([{ _placeholder: false, num: 0 }, { _placeholder: "true" }], [Uint8Array.of(1)]), true);
});

test("a member named __proto__ stays a member", () => {
  const hostile: unknown = JSON.parse('[{"__proto__":{"_placeholder":true,"num":0}}]');
  assert.equal(attach(hostile as unknown[], [Uint8Array.of(1)]), true);
  const [object] = hostile as [object];
  assert.equal(Object.getPrototypeOf(object), Object.prototype);
  assert.equal(Object.getPrototypeOf((detach([object], []) as [object])[0]), Object.prototype);
});

test("any value with bytes comes back as it was", () => {
  const anyData = fc.array(
    fc.object({ withNullPrototype: false, values: [fc.string(), fc.uint8Array(), fc.integer()] }),
  );
  fc.assert(
    fc.property(anyData, (data) => {
      const bytes: Uint8Array[] = [];
      const detached = JSON.parse(JSON.stringify(detach(data, bytes))) as unknown[];
      assert.equal(hasBytes(data), bytes.length > 0);
      assert.equal(attach(detached, bytes), true);
      assert.deepEqual(detached, data);
    }),
  );
});
