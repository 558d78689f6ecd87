import assert from "node:assert/strict";
import { test } from "node:test";
import { constants, deflateRawSync } from "node:zlib";
import { frame, OPCODE } from "@madang/wire/websocket";
import { siege } from "./siege.ts";

const OFFER = { "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" };
const packed = (bytes: Uint8Array): Uint8Array =>
  deflateRawSync(bytes, { level: 9, finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
const compressed = (payload: Uint8Array, fin = true): Uint8Array =>
  frame(OPCODE.binary, payload, { rsv1: true, fin, mask: 1 });
const continued = (payload: Uint8Array, fin: boolean): Uint8Array =>
  frame(OPCODE.continuation, payload, { fin, mask: 1 });

/** What is no message that a server should inflate, and the code that answers it. */
const BROKEN: readonly (readonly [what: string, bytes: Uint8Array, code: number])[] = [
  ["RFC 7692 8: 60 MB in 60 KB", compressed(packed(new Uint8Array(60_000_000))), 1009],
  [
    "the same in two fragments",
    Buffer.concat([
      compressed(packed(new Uint8Array(60_000_000)).subarray(0, 1000), false),
      continued(packed(new Uint8Array(60_000_000)).subarray(1000), true),
    ]),
    1009,
  ],
  ["a byte over the bound", compressed(packed(new Uint8Array(65_537))), 1009],
  ["no DEFLATE", compressed(Uint8Array.of(0x07, 1, 2, 3)), 1007],
  ["a reference to before the beginning", compressed(Uint8Array.of(0xf2, 0x00, 0x11, 0x00, 0x00)), 1007],
  ["a block that is cut", compressed(packed(Buffer.from("한글".repeat(1000))).subarray(0, 10)), 1007],
  ["a thousand final blocks", compressed(Buffer.concat(Array<Uint8Array>(1000).fill(Uint8Array.of(0x03, 0x00)))), 1008],
  [
    "RFC 7692 6: RSV1 on a continuation",
    Buffer.concat([
      compressed(packed(Buffer.from("a")), false),
      frame(OPCODE.continuation, new Uint8Array(0), { rsv1: true, mask: 1 }),
    ]),
    1002,
  ],
  ["RFC 7692 6: RSV1 on a ping", frame(OPCODE.ping, new Uint8Array(0), { rsv1: true, mask: 1 }), 1002],
];

test("RFC 7692: bombs and broken blocks are answered with their codes", async (t) => {
  const besieged = await siege(t);
  for (const [what, bytes, code] of BROKEN) {
    const peer = await besieged.enter("/ws/chat?name=mallory", OFFER);
    peer.send(bytes);
    await peer.ended();
    // Where compression is not agreed on, RSV1 is a broken rule by itself.
    assert.ok([code, 1002].includes(peer.goodbye?.[0] ?? 0), `${what}: ${peer.goodbye}`);
    peer.socket.destroy();
  }
  await besieged.stands();
  await besieged.alone();
});
