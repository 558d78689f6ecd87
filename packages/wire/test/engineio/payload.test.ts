import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import fc from "fast-check";
import { type Packet, payloadText, readPayload } from "../../src/engineio/index.ts";

interface Peer {
  encodePayload(packets: readonly Packet[], done: (spelled: string) => void): void;
}
const peer = createRequire(import.meta.url)("engine.io-parser") as Peer;

/** RS parts packets, so no text may hold one; Socket.IO's JSON never does. */
const anyText = fc.string().map((text) => text.replaceAll("\x1e", ""));
const anyPackets: fc.Arbitrary<Packet[]> = fc.array(
  fc.record(
    { type: fc.constant("message" as const), data: fc.oneof(anyText, fc.uint8Array()) },
    { noNullPrototype: true },
  ),
  { minLength: 1 },
);

test("engine.io-protocol, HTTP long-polling: packets joined by RS, bytes as base64", () => {
  const payload = "4hello\x1e2\x1e4world\x1ebAQIDBA==";
  const packets: Packet[] = [
    { type: "message", data: "hello" },
    { type: "ping", data: "" },
    { type: "message", data: "world" },
    { type: "message", data: Uint8Array.of(1, 2, 3, 4) },
  ];
  assert.equal(payloadText(packets), payload);
  assert.deepEqual(readPayload(payload), { packets, broken: false });
});

test("engine.io-protocol: what precedes a broken packet counts, what follows does not", () => {
  assert.deepEqual(readPayload("4a\x1eabc\x1e4b"), { packets: [{ type: "message", data: "a" }], broken: true });
  for (const body of ["", "abc", "4a\x1e", "\x1e"]) assert.equal(readPayload(body).broken, true);
});

test("engine.io-parser 5: the same payload, and back", () => {
  fc.assert(
    fc.property(anyPackets, (packets) => {
      peer.encodePayload(packets, (spelled) => assert.equal(payloadText(packets), spelled));
      assert.deepEqual(readPayload(payloadText(packets)), { packets, broken: false });
    }),
  );
});

test("engine.io-protocol, maxPayload: packets split over bodies in any way are the same packets", () => {
  fc.assert(
    fc.property(anyPackets, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }), (packets, sizes) => {
      const read: Packet[] = [];
      for (let at = 0, turn = 0; at < packets.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        read.push(...readPayload(payloadText(packets.slice(at, at + size))).packets);
        at += size;
      }
      assert.deepEqual(read, packets);
    }),
  );
});

test("engine.io-protocol: a body cut anywhere reads as a beginning of its packets, or is broken; it never throws", () => {
  fc.assert(
    fc.property(anyPackets, fc.nat(), (packets, at) => {
      const whole = payloadText(packets);
      const { packets: read } = readPayload(whole.slice(0, at % (whole.length + 1)));
      assert.deepEqual(read.slice(0, -1), packets.slice(0, Math.max(0, read.length - 1)));
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void readPayload(text)));
});
