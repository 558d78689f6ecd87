import assert from "node:assert/strict";
import { test } from "node:test";
import { Message, messageEvent } from "../../src/websocket/message.ts";
import { OPCODE } from "../../src/websocket/opcode.ts";
import { PeerError } from "../../src/websocket/peer-error.ts";
import { nodeHost } from "../host.ts";
import { hex } from "./hex.ts";

const is1007 = (error: unknown) => error instanceof PeerError && error.closeCode === 1007;

test("RFC 6455 5.6: a text is put together, whatever its pieces cut", () => {
  const message = new Message(OPCODE.text, nodeHost);
  for (const byte of hex("'마당'")) message.append(Uint8Array.of(byte), 6);
  assert.deepEqual(message.event(), { kind: "text", text: "마당" });
});

test("RFC 6455 8.1: a text fails at the piece with the bad byte, or at its end inside a code point", () => {
  const bad = new Message(OPCODE.text, nodeHost);
  bad.append(hex("'ok' e0"), 9);
  assert.throws(() => bad.append(hex("80"), 9), is1007);
  const cut = new Message(OPCODE.text, nodeHost);
  cut.append(hex("ea b0"), 2);
  assert.throws(() => cut.event(), is1007);
});

test("RFC 6455 5.6: binary data may be any bytes, and the event has its own", () => {
  const piece = hex("ff fe");
  const message = new Message(OPCODE.binary, nodeHost);
  message.append(piece, 2);
  const whole = messageEvent(OPCODE.binary, Buffer.from(piece.buffer), nodeHost);
  piece.fill(0);
  assert.deepEqual(message.event(), { kind: "binary", bytes: hex("ff fe") });
  assert.deepEqual(whole, { kind: "binary", bytes: hex("ff fe") });
});

test("RFC 6455 8.1: a text in one piece is judged whole", () => {
  assert.deepEqual(messageEvent(OPCODE.text, hex("'마당'"), nodeHost), { kind: "text", text: "마당" });
  assert.throws(() => messageEvent(OPCODE.text, hex("'x' ed a0 80"), nodeHost), is1007);
});
