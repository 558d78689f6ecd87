import assert from "node:assert/strict";
import { test } from "node:test";
import type { CloseCode } from "@madang/wire";
import { Connection, MAX_FRAGMENTS, OPCODE } from "@madang/wire/websocket";
import { NodeHost } from "../../../net/src/node-host.ts";
import { masked, siege, times } from "./siege.ts";

const NOTHING = new Uint8Array(0);
const KEY = "00000000";

/** What breaks a rule, as hex, and the code that answers it. */
const BROKEN: readonly (readonly [rule: string, bytes: string, code: CloseCode])[] = [
  ...[0x40, 0x20, 0x10].map(
    (bit) => [`5.2: reserved bit ${bit.toString(16)}`, `${(0x81 | bit).toString(16)}80${KEY}`, 1002] as const,
  ),
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map(
    (code) => [`5.2: reserved opcode ${code}`, `8${code.toString(16)}80${KEY}`, 1002] as const,
  ),
  ["5.1: a frame that is not masked", "810161", 1002],
  ["5.2: 2^63 bytes", `82ff8000000000000000${KEY}`, 1002],
  ["5.2: 2^63 - 1 bytes", `82ff7fffffffffffffff${KEY}`, 1009],
  ["10.4: 8 MB in one frame", `82ff0000000000800000${KEY}`, 1009],
  ["10.4: a byte over the bound, in two frames", `02fe8000${KEY}${"00".repeat(32_768)}80fe8001${KEY}`, 1009],
  ["5.2: a length that is not in its shortest form", `82fe0001${KEY}61`, 1002],
  ["5.2: the same, in eight bytes", `82ff0000000000000001${KEY}61`, 1002],
  ["5.5: a control frame of 126 bytes", `89fe007e${KEY}`, 1002],
  ["5.5: a control frame in fragments", `0980${KEY}`, 1002],
  ["5.4: a continuation of nothing", `8080${KEY}`, 1002],
  ["5.4: a message inside a message", `0180${KEY}8180${KEY}`, 1002],
  ["5.5.1: a close of one byte", `8881${KEY}03`, 1002],
  ...[0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65_535].map(
    (code) => [`7.4: close code ${code}`, `8882${KEY}${code.toString(16).padStart(4, "0")}`, 1002] as const,
  ),
  ["5.5.1: a close reason that is not UTF-8", `8883${KEY}03e8ff`, 1007],
  ["8.1: a text that is not UTF-8", `8181${KEY}ff`, 1007],
  ["8.1: the same, in a fragment whose message goes on", `0181${KEY}ff`, 1007],
  ["8.1: a text that ends inside a letter", `8182${KEY}eab0`, 1007],
  ["8.1: a surrogate in UTF-8", `8183${KEY}eda080`, 1007],
];

test("RFC 6455 7.1.7: each broken rule is answered with its code, then the connection ends", async (t) => {
  const { enter, stands, alone } = await siege(t);
  for (const [rule, bytes, code] of BROKEN) {
    const peer = await enter();
    peer.send(Buffer.from(bytes, "hex"));
    await peer.ended();
    assert.equal(peer.goodbye?.[0], code, rule);
    peer.socket.destroy();
  }
  await stands();
  await alone();
});

test("RFC 6455 7.1.5: a close without a code is answered without one", async (t) => {
  const { enter, stands } = await siege(t);
  const peer = await enter();
  peer.send(masked(OPCODE.close, NOTHING));
  await peer.ended();
  assert.deepEqual(peer.goodbye, [1005, ""]);
  await stands();
});

test("RFC 6455 7.1.7: what comes after a broken rule is not read, however much", async (t) => {
  const { enter, stands, alone } = await siege(t);
  const peer = await enter();
  peer.send(Buffer.from(`8380${KEY}`, "hex"));
  peer.send(times(10_000, masked(OPCODE.text, Buffer.from("nobody hears this"))));
  await peer.ended();
  assert.equal(peer.goodbye?.[0], 1002);
  peer.socket.destroy();
  await stands();
  await alone();
});

test("issue 4, 6: a million empty fragments end at the bound with 1008", async (t) => {
  const { enter, stands } = await siege(t);
  const peer = await enter();
  peer.send(masked(OPCODE.text, NOTHING, false));
  const thousand = times(1000, masked(OPCODE.continuation, NOTHING, false));
  for (let count = 0; count < 1000 && !peer.isEnded; count++) {
    if (peer.socket.write(thousand)) continue;
    await new Promise((resolve) => peer.socket.once("drain", resolve).once("close", resolve));
  }
  await peer.ended();
  assert.deepEqual(peer.goodbye, [1008, `a message of more than ${MAX_FRAGMENTS} fragments`]);
  await stands();
});

test("issue 4, 6: a message in fragments of one byte is a message", async (t) => {
  const { enter, stands } = await siege(t);
  const peer = await enter();
  const text = "가나다".repeat(5000);
  const bytes = Buffer.from(text);
  const frames = Array.from(bytes, (byte, index) =>
    masked(index === 0 ? OPCODE.text : OPCODE.continuation, Uint8Array.of(byte), index === bytes.length - 1),
  );
  peer.send(Buffer.concat(frames));
  await peer.heard(`mallory:${text}`);
  await stands();
});

test("issue 4, 6: 8 MB in chunks of one byte are put together in linear time, and in little more memory", () => {
  const size = 8 * 1024 * 1024;
  const server = new Connection({ role: "server", host: new NodeHost(), maxMessageBytes: size });
  const image = masked(OPCODE.binary, new Uint8Array(size).fill(7));
  let received = 0;
  for (let at = 0; at < image.length; at++) {
    for (const event of server.receive(image.subarray(at, at + 1))) {
      if (event.kind === "binary") received += event.bytes.length;
    }
  }
  assert.equal(received, size);
});

test("issue 4, 6: who floods with pings and reads nothing is not read from; then every ping has its pong, in order", async (t) => {
  const { enter, stands } = await siege(t);
  const peer = await enter();
  peer.socket.pause();
  let sent = 0;
  let full = false;
  while (!full && sent < 400_000) {
    const pings = Array.from({ length: 1000 }, () => masked(OPCODE.ping, Buffer.alloc(125, sent++ % 251)));
    if (peer.socket.write(Buffer.concat(pings))) continue;
    // The kernel takes no more, and the server takes nothing from it.
    full = await Promise.race([
      new Promise<false>((resolve) => peer.socket.once("drain", () => resolve(false))),
      new Promise<true>((resolve) => setTimeout(() => resolve(true), 300)),
    ]);
  }
  assert.ok(full, "the server goes on reading");
  await stands();
  peer.socket.resume();
  await peer.until("every pong", () => peer.events.filter(({ kind }) => kind === "pong").length === sent);
  const firsts = peer.events.flatMap((event) => (event.kind === "pong" ? [event.payload[0]] : []));
  assert.ok(firsts.every((first, index) => first === index % 251));
  await stands();
});
