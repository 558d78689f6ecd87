import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import fc from "fast-check";
import {
  control,
  type Packet,
  packetFrame,
  packetText,
  readPacketFrame,
  readPacketText,
} from "../../src/engineio/index.ts";

interface Peer {
  encodePacket(packet: Packet, supportsBinary: boolean, done: (spelled: string | Uint8Array) => void): void;
  decodePacket(spelled: string | Uint8Array): { readonly type: string; readonly data?: string | Uint8Array };
}
const peer = createRequire(import.meta.url)("engine.io-parser") as Peer;

const anyPacket: fc.Arbitrary<Packet> = fc.oneof(
  fc.record(
    { type: fc.constant("message" as const), data: fc.oneof(fc.string(), fc.uint8Array()) },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      type: fc.constantFrom("open", "close", "ping", "pong", "upgrade", "noop"),
      data: fc.constantFrom("", "probe", '{"sid":"x"}'),
    },
    { noNullPrototype: true },
  ),
);

test("engine.io-protocol, Packet encoding: a digit and data; b and base64; bytes without a digit over a WebSocket", () => {
  assert.equal(packetText({ type: "message", data: "hello" }), "4hello");
  assert.equal(packetText({ type: "message", data: Uint8Array.of(1, 2, 3, 4) }), "bAQIDBA==");
  assert.deepEqual(packetFrame({ type: "message", data: Uint8Array.of(1) }), Uint8Array.of(1));
  assert.equal(packetText(control("pong", "probe")), "3probe");
  const digits = (["open", "close", "ping", "pong", "upgrade", "noop"] as const).map((type) =>
    packetText(control(type)),
  );
  assert.deepEqual(digits, ["0", "1", "2", "3", "5", "6"]);
});

test("engine.io-protocol: what is no packet is said to be none", () => {
  for (const text of ["", "abc", "7", "/", ":", "b!", "마당"]) assert.equal(readPacketText(text), undefined, text);
  for (const text of ["", "abc", "b!"]) assert.equal(readPacketFrame(text), undefined, text);
});

test("engine.io-client, forceBase64: a client may send its bytes as text on a WebSocket as well", () => {
  assert.deepEqual(readPacketFrame("bAQID"), { type: "message", data: Uint8Array.of(1, 2, 3) });
});

test("engine.io-parser 5: both sides spell the same and read each other", () => {
  fc.assert(
    fc.property(anyPacket, (packet) => {
      peer.encodePacket(packet, false, (spelled) => assert.equal(packetText(packet), spelled));
      peer.encodePacket(packet, true, (spelled) => assert.deepEqual(packetFrame(packet), spelled));
      const read = peer.decodePacket(packetText(packet));
      assert.equal(read.type, packet.type);
      assert.deepEqual(Buffer.from(read.data ?? ""), Buffer.from(packet.data));
      assert.deepEqual(readPacketText(packetText(packet)), packet);
      assert.deepEqual(readPacketFrame(packetFrame(packet)), packet);
    }),
  );
});

test("whatever comes is read without a throw, and texts as the reference reads them", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      // What is no base64 the reference reads all the same.
      const read = readPacketFrame(text);
      if (!text.startsWith("b")) assert.equal(read?.type ?? "error", peer.decodePacket(text).type);
    }),
  );
});
