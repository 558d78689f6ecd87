import assert from "node:assert/strict";
import { test } from "node:test";
import { OPCODE } from "@madang/wire/websocket";
import type { Peer } from "../../../net/test/peer.ts";
import { masked, type Siege, siege } from "./siege.ts";

type Told = Readonly<Record<string, unknown>>;

const say = (peer: Peer, message: object | string): void =>
  peer.send(masked(OPCODE.text, Buffer.from(typeof message === "string" ? message : JSON.stringify(message))));
const told = (peer: Peer): Told[] => peer.texts.map((text) => JSON.parse(text) as Told);
const answer = (peer: Peer, ref: string): Promise<Told> =>
  peer.until(ref, () => told(peer).find((message) => message["ref"] === ref));

async function mallory({ enter }: Siege, room?: string): Promise<Peer> {
  const peer = await enter("/ws", { "Sec-WebSocket-Protocol": "madang.v1" });
  say(peer, { type: "hello", name: "mallory", ref: "hello" });
  await answer(peer, "hello");
  if (room !== undefined) {
    say(peer, { type: "join", room, ref: "join" });
    await answer(peer, "join");
  }
  return peer;
}

test("docs/protocol.md, Errors: nests, prototypes and numbers without end are bad messages, and the connection goes on", async (t) => {
  const besieged = await siege(t);
  const peer = await mallory(besieged, "chat");
  const nest = (open: string, close: string): string => `${open.repeat(5000)}1${close.repeat(5000)}`;
  const bad = [
    "",
    "null",
    "[]",
    "{",
    nest("[", "]"),
    `{"type":${nest("[", "]")}}`,
    `{"type":${nest('{"a":', "}")}}`,
    `{"type":"send","room":${nest("[", "]")}}`,
    '{"type":"__proto__"}',
    '{"type":"constructor"}',
    '{"__proto__":{"type":"ping"}}',
    '{"type":{"toString":"ping"}}',
    '{"type":"send","room":"__proto__","id":"1","text":1e999}',
    '{"type":"join","room":"chat","last":1e308}',
    `{"type":"${"x".repeat(60_000)}"}`,
  ];
  for (const message of bad) say(peer, message);
  say(peer, { type: "ping", ref: "last" });
  await answer(peer, "last");
  const errors = told(peer).filter(({ type }) => type === "error");
  assert.deepEqual(
    errors.map(({ code }) => code),
    bad.map(() => "bad"),
  );
  assert.ok(
    errors.every((error) => JSON.stringify(error).length < 300),
    "nothing long is said back",
  );
  await besieged.stands();
});

test("Unicode UAX 15: a room named by thousands of accents is no room, before anybody puts them in order", async (t) => {
  const besieged = await siege(t);
  const peer = await mallory(besieged);
  const room = `a${"\u0301".repeat(15_000)}${"\u0316".repeat(15_000)}`;
  for (const type of ["join", "leave", "typing", "send", "history"]) {
    for (let count = 0; count < 20; count++) say(peer, { type, room, id: "1", text: "a", before: "a", on: true });
  }
  say(peer, { type: "ping", ref: "last" });
  await besieged.stands();
  await answer(peer, "last");
  assert.equal(told(peer).filter(({ code }) => code === "bad").length, 100);
});

test("issue 4, 6: a message of 64 KiB is read, one of a byte more is answered by 1009", async (t) => {
  const besieged = await siege(t);
  const padded = (length: number): string => `{"type":"ping","ref":"p"}`.padEnd(length, " ");
  const peer = await mallory(besieged);
  say(peer, padded(65_536));
  await answer(peer, "p");
  say(peer, padded(65_537));
  await peer.ended();
  assert.equal(peer.goodbye?.[0], 1009);
  await besieged.stands();
});

test("a storm of joins and leaves leaves one person less than it brought", async (t) => {
  const besieged = await siege(t);
  const peer = await mallory(besieged);
  for (let count = 0; count < 400; count++) {
    say(peer, { type: "join", room: "chat" });
    say(peer, { type: "leave", room: "chat" });
  }
  say(peer, { type: "join", room: "chat", ref: "end" });
  const joined = await answer(peer, "end");
  assert.equal(joined["present"], 3);
  await besieged.stands();
  peer.socket.resetAndDestroy();
  await besieged.alone();
  assert.match(await (await besieged.fetch("/metrics")).text(), /^madang_people 2$/m);
});

test("docs/protocol.md, Join: one connection is in 32 rooms at most, however many there are", async (t) => {
  const besieged = await siege(t);
  await Promise.all(
    Array.from({ length: 200 }, (_, room) => besieged.api("PUT", `/api/rooms/r${room}`, { retention: "volatile" })),
  );
  const peer = await mallory(besieged);
  for (let room = 0; room < 200; room++) say(peer, { type: "join", room: `r${room}` });
  say(peer, { type: "ping", ref: "last" });
  await answer(peer, "last");
  const answers = told(peer);
  assert.equal(answers.filter(({ type }) => type === "joined").length, 32);
  assert.equal(answers.filter(({ code }) => code === "rooms").length, 168);
  await besieged.stands();
});

test("who asks for a thousand things without reading is answered as it reads, or sent away with 1008", async (t) => {
  const besieged = await siege(t);
  const peer = await mallory(besieged);
  peer.socket.pause();
  for (let count = 0; count < 3000; count++) say(peer, { type: "rooms" });
  await besieged.stands();
  peer.socket.resume();
  const answers = (): number =>
    peer.events.filter((event) => event.kind === "text" && event.text.startsWith('{"type":"rooms"')).length;
  await peer.until("the end of it", () => peer.goodbye !== undefined || answers() === 3000);
  if (answers() < 3000) assert.equal(peer.goodbye?.[0], 1008);
  await besieged.stands();
});
