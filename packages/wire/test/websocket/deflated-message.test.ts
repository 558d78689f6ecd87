import assert from "node:assert/strict";
import { test } from "node:test";
import { DeflatedMessage, inflatedEvent } from "../../src/websocket/deflated-message.ts";
import { Deflation } from "../../src/websocket/deflation.ts";
import { OPCODE } from "../../src/websocket/opcode.ts";
import { PeerError } from "../../src/websocket/peer-error.ts";
import { nodeHost as host } from "../host.ts";
import { agreements } from "./agreements.ts";
import { hex } from "./hex.ts";

const [agreement] = agreements();
assert.ok(agreement !== undefined);
const inflating = () => ({ deflation: new Deflation(agreement, "client", host), host, maxMessageBytes: 100 });
const closes = (code: number) => (error: unknown) => error instanceof PeerError && error.closeCode === code;

test("RFC 7692 7.2.3.1: a message in pieces is inflated when it is all there", () => {
  const message = new DeflatedMessage(OPCODE.text, inflating());
  for (const piece of [hex("f2 48 cd"), hex(""), hex("c9 c9 07 00")]) message.append(piece, 100);
  assert.deepEqual(message.event(), { kind: "text", text: "Hello" });
});

test("a binary message does not hold the memory that it was inflated in", () => {
  const event = inflatedEvent(OPCODE.binary, hex("f2 48 cd c9 c9 07 00"), inflating());
  assert.deepEqual(event, { kind: "binary", bytes: hex("'Hello'") });
  assert.equal(event.kind === "binary" && event.bytes.buffer.byteLength, 5);
});

test("RFC 6455 8.1: the inflated text must be UTF-8", () => {
  assert.throws(() => inflatedEvent(OPCODE.text, hex("00 01 00 fe ff ff 00"), inflating()), closes(1007));
  assert.deepEqual(inflatedEvent(OPCODE.binary, hex("00 01 00 fe ff ff 00"), inflating()), {
    kind: "binary",
    bytes: hex("ff"),
  });
});

test("broken data is 1007, too much of it 1009", () => {
  assert.throws(() => inflatedEvent(OPCODE.text, hex("ff ff"), inflating()), closes(1007));
  const long = new Deflation(agreement, "client", host).deflate(new Uint8Array(101)) ?? hex("");
  assert.throws(() => inflatedEvent(OPCODE.binary, long, { ...inflating(), maxMessageBytes: 100 }), closes(1009));
});
