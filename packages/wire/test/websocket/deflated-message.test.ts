import assert from "node:assert/strict";
import { test } from "node:test";
import type { Host } from "../../src/host.ts";
import {
  DeflatedMessage,
  FREE_LOOK_BYTES,
  inflatedEvent,
  LOOK_BYTES_PER_BYTE,
} from "../../src/websocket/deflated-message.ts";
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

test("RFC 6455 8.1: a text is judged as far as it has come, cut inside a code point or a block", () => {
  const bytes = hex("'ok ' eab080 ed a080 'more'");
  // Stored, so that each byte is one of the text: five of the block's header come first.
  const packed = Uint8Array.of(0, bytes.length, 0, ~bytes.length, 255, ...bytes, 0);
  const message = new DeflatedMessage(OPCODE.text, inflating());
  for (const [at, byte] of packed.entries()) {
    message.append(Uint8Array.of(byte), 100);
    if (at < 5 + 7) message.check();
    else break;
  }
  assert.throws(() => message.check(), closes(1007));
});

test("a binary message, and a text that goes on well, are the same with and without looking", () => {
  const packed = host.deflateRaw(hex("'가나다'"), 15).subarray(0, -4);
  for (const [opcode, event] of [
    [OPCODE.text, { kind: "text", text: "가나다" }],
    [OPCODE.binary, { kind: "binary", bytes: hex("'가나다'") }],
  ] as const) {
    const message = new DeflatedMessage(opcode, inflating());
    for (const byte of packed) {
      message.append(Uint8Array.of(byte), 100);
      message.check();
    }
    assert.deepEqual(message.event(), event);
  }
});

test("RFC 7692 8: a text that has become too long, or is no DEFLATE, fails before its end", () => {
  const bomb = host.deflateRaw(new Uint8Array(1000), 15).subarray(0, -5);
  const long = new DeflatedMessage(OPCODE.text, inflating());
  long.append(bomb, 100);
  assert.throws(() => long.check(), closes(1009));
  const broken = new DeflatedMessage(OPCODE.text, inflating());
  broken.append(hex("ff ff"), 100);
  assert.throws(() => broken.check(), closes(1007));
});

test("bound: looking inflates no more than in proportion to what has come", () => {
  let inflated = 0;
  const counting: Host = {
    ...host,
    inflateStart: (...given) => {
      const start = host.inflateStart(...given);
      if (typeof start === "object") inflated += start.length;
      return start;
    },
  };
  const most = 1_048_576;
  const packed = host.deflateRaw(new Uint8Array(most).fill(97), 15);
  const deflation = new Deflation(agreement, "client", counting);
  const message = new DeflatedMessage(OPCODE.text, { deflation, host, maxMessageBytes: most });
  for (const byte of packed.subarray(0, -4)) {
    message.append(Uint8Array.of(byte), most);
    message.check();
  }
  assert.ok(inflated > 0);
  assert.ok(inflated < FREE_LOOK_BYTES + LOOK_BYTES_PER_BYTE * packed.length + most, `${inflated} bytes`);
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
