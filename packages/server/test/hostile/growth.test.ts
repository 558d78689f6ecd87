import assert from "node:assert/strict";
import { test } from "node:test";
import { OPCODE } from "@madang/wire/websocket";
import type { Peer } from "../../../net/test/peer.ts";
import { forked } from "./forked.ts";
import { masked, times } from "./siege.ts";

/** 48 MiB: what a hundred hostile peers may make the server hold at the worst, and more than chance comes to. */
const MOST_BYTES = 48 * 1024 * 1024;
const PEERS = 50;
const NATIVE = { "Sec-WebSocket-Protocol": "madang.v1" };

const json = (message: object): Uint8Array => masked(OPCODE.text, Buffer.from(JSON.stringify(message)));

/** Until the kernels on both sides take no more. */
async function fill(peer: Peer, bytes: Uint8Array, most: number): Promise<void> {
  for (let count = 0; count < most; count++) {
    if (peer.socket.write(bytes)) continue;
    const drained = new Promise<true>((resolve) => peer.socket.once("drain", () => resolve(true)));
    const later = new Promise<false>((resolve) => setTimeout(() => resolve(false), 200));
    if (!(await Promise.race([drained, later]))) return;
  }
}

test("issue 4, 6: fifty who say the beginning of a message and no more hold what they have said", async (t) => {
  const server = await forked(t);
  const before = await server.held();
  const peers = await server.enter(PEERS, "/ws/chat?name=mallory");
  for (const peer of peers) peer.send(masked(OPCODE.binary, new Uint8Array(65_536)).subarray(0, 2000));
  await peers[0]?.until("notice", () => peers[0]?.texts.length);
  assert.ok((await server.held()) - before < MOST_BYTES);
});

test("issue 4, 6: fifty who flood with pings and read nothing grow no memory", async (t) => {
  const server = await forked(t);
  const peers = await server.enter(PEERS, "/ws/chat?name=mallory");
  const before = await server.held();
  for (const peer of peers) peer.socket.pause();
  const pings = times(1000, masked(OPCODE.ping, Buffer.alloc(125)));
  await Promise.all(peers.map((peer) => fill(peer, pings, 200)));
  const grown = (await server.held()) - before;
  assert.ok(grown < MOST_BYTES, `${grown} bytes`);
});

test("issue 4, 6: fifty who ask for pages of history and read nothing grow no memory", async (t) => {
  const server = await forked(t);
  const [first, ...others] = await server.enter(PEERS, "/ws", NATIVE);
  assert.ok(first !== undefined);
  const peers = [first, ...others];
  for (const peer of peers) peer.send(json({ type: "hello", name: "mallory" }));
  const text = "가".repeat(16_384);
  first.send(
    Buffer.concat(Array.from({ length: 200 }, (_, id) => json({ type: "send", room: "chat", id: `${id}`, text }))),
  );
  const before = await first.until("all sent", () => {
    const sent = first.texts.filter((line) => line.startsWith('{"type":"sent"'));
    return sent.length === 200 && (JSON.parse(sent.at(-1) ?? "") as { position: string }).position;
  });
  const held = await server.held();
  for (const peer of peers) {
    peer.socket.pause();
    peer.send(times(900, json({ type: "history", room: "chat", before, limit: 200 })));
  }
  // Time for what must not happen: a page takes a millisecond.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const grown = (await server.held()) - held;
  assert.ok(grown < 2 * MOST_BYTES, `${grown} bytes`);
});

test("issue 4, 6: a thousand that come, break rules and go leave nothing", async (t) => {
  const server = await forked(t);
  const round = async (): Promise<void> => {
    for (let count = 0; count < 10; count++) {
      const peers = await server.enter(PEERS, "/ws/chat?name=mallory");
      for (const [index, peer] of peers.entries()) {
        peer.send(
          index % 2 === 0 ? Buffer.from("838000000000", "hex") : masked(OPCODE.text, Buffer.alloc(30_000, "a"), false),
        );
        if (index % 2 === 0) await peer.ended();
        peer.socket.resetAndDestroy();
      }
    }
    await server.alone();
  };
  // Half of what a first round leaves is the machine's own: code, and buffers that it keeps to use again.
  await round();
  await round();
  const before = await server.held();
  await round();
  await round();
  const grown = (await server.held()) - before;
  assert.ok(grown < 8 * 1024 * 1024, `${grown} bytes`);
});
