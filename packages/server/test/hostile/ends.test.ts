import assert from "node:assert/strict";
import { test } from "node:test";
import { OPCODE } from "@madang/wire/websocket";
import { goodbye, handshake, type Peer, text } from "../../../net/test/peer.ts";
import { masked, siege, times } from "./siege.ts";

/** How far a connection has come when it breaks. */
const STATES: readonly (readonly [state: string, go: (peer: Peer) => Promise<unknown> | unknown])[] = [
  ["nothing said", () => undefined],
  ["half a request line", (peer) => peer.send("GET /ws/ch")],
  ["half a head", (peer) => peer.send(handshake().slice(0, -10))],
  ["a whole head, not answered", (peer) => peer.send(handshake())],
  [
    "a head with frames behind it, not answered",
    (peer) => peer.send(Buffer.concat([Buffer.from(handshake()), times(100, text("early"))])),
  ],
  [
    "a refused head",
    async (peer) => {
      peer.send(handshake("/ws/nowhere?name=a"));
      await peer.answer();
    },
  ],
  [
    "an HTTP request whose body is to come",
    (peer) => peer.send("PUT /api/rooms/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"),
  ],
  ["an HTTP request, not answered", (peer) => peer.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")],
];

/** The same for an open WebSocket. */
const OPEN_STATES: typeof STATES = [
  ["open", () => undefined],
  ["half a frame's header", (peer) => peer.send(Buffer.from("82", "hex"))],
  ["half a frame", (peer) => peer.send(masked(OPCODE.binary, new Uint8Array(60_000)).subarray(0, 30_000))],
  ["half a message", (peer) => peer.send(masked(OPCODE.text, Buffer.from("half"), false))],
  [
    "messages that it has not read",
    (peer) => {
      peer.socket.pause();
      peer.send(times(2000, text("x".repeat(1000))));
    },
  ],
  ["a close that is not answered", (peer) => peer.send(goodbye(1000))],
  [
    "a close that is answered",
    async (peer) => {
      peer.send(goodbye(1000));
      await peer.until("goodbye", () => peer.goodbye);
    },
  ],
  ["a broken rule", (peer) => peer.send(Buffer.from("838000000000", "hex"))],
];

for (const [way, leave] of [
  ["RST", (peer: Peer) => peer.socket.resetAndDestroy()],
  ["FIN, and then RST to whatever comes", (peer: Peer) => peer.socket.destroy()],
  ["FIN alone: a half-closed socket", (peer: Peer) => peer.socket.end()],
] as const) {
  test(`issue 4, 6: ${way}, in every state, leaves nothing behind`, async (t) => {
    const { enter, knock, stands, alone } = await siege(t);
    for (const [state, go] of STATES) {
      const peer = await knock();
      await go(peer);
      leave(peer);
      await stands().catch((error: unknown) => assert.fail(`${state}: ${error}`));
    }
    for (const [state, go] of OPEN_STATES) {
      const peer = await enter();
      await go(peer);
      leave(peer);
      peer.socket.resume();
      await stands().catch((error: unknown) => assert.fail(`${state}: ${error}`));
    }
    await alone();
  });
}

test("RFC 6455 7.2.1: who ends its half without a close has left for the others, and is let go of", async (t) => {
  const { enter, stands, alone } = await siege(t);
  const peer = await enter();
  peer.socket.end();
  await peer.closed();
  await alone();
  await stands();
});

test("RFC 6455 7.1.1: frames and the end in one packet are still answered", async (t) => {
  const { enter, stands } = await siege(t);
  const peer = await enter();
  peer.socket.end(Buffer.concat([text("안녕"), masked(OPCODE.ping, Buffer.from("?")), goodbye(3000)]));
  await peer.ended();
  assert.deepEqual(peer.goodbye, [3000, ""]);
  assert.ok(peer.events.some(({ kind }) => kind === "pong"));
  await stands();
});
