import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClientMessage, ServerMessage } from "@madang/wire/native";
import { openHttp } from "../../src/http/http-link.ts";
import { problem } from "../fake-http.ts";
import { HttpYard } from "./http-yard.ts";

async function open(hello: ClientMessage = { type: "hello", name: "철수" }, yard = new HttpYard()) {
  const told: ServerMessage[] = [];
  const ends: string[] = [];
  const socket = openHttp(yard.parts, {
    opened: () => say(hello),
    heard: (text) => told.push(JSON.parse(text) as ServerMessage),
    carries: () => {},
    closed: (code, reason) => ends.push(`${code} ${reason}`),
  });
  const say = (message: ClientMessage): void => socket.send(JSON.stringify(message));
  const ask = async (message: ClientMessage): Promise<ServerMessage[]> => {
    told.length = 0;
    say(message);
    await yard.settle();
    return told.filter(({ type }) => type !== "pong" && type !== "here");
  };
  await yard.settle();
  return { yard, socket, told, ends, ask };
}

test("protocol.md, Hello: who one is; a guest without a name stays the one that the server made", async () => {
  const { yard, told, ask } = await open({ type: "hello" });
  assert.deepEqual(told, [{ type: "hello", you: { kind: "guest", name: "guest-1" }, silence: 40_000 }]);
  await ask({ type: "rooms" });
  assert.equal(yard.http.asked.at(-1), "GET /rooms?name=guest-1");
});

test("protocol.md, Hello: a login that is refused is an error, and a new token is said hello with", async () => {
  const { yard, told, ask } = await open({ type: "hello", token: "forged" });
  assert.deepEqual(told, [{ type: "error", code: "login", why: "this token is not valid" }]);
  yard.server.tokens.set("good", { kind: "user", name: "김영희", id: "42" });
  const [hello] = await ask({ type: "token", token: "good" });
  assert.equal(hello?.type === "hello" && hello.you.id, "42");
});

test("protocol.md, Join: with the last entries, after a position, from now; gone, and no such room", async () => {
  const { yard, ask, told } = await open();
  await yard.post("1", "2", "3");
  const position = (at: number): string => yard.server.chat.position(at);
  const joined = { type: "joined", room: "chat", present: 0, people: [], volatile: false, ref: "1" } as const;
  const [first, ...entries] = await ask({ type: "join", room: "chat", last: 2, ref: "1" });
  assert.deepEqual(first, { ...joined, position: position(1), earlier: true });
  assert.deepEqual(
    entries.map((entry) => entry.type === "entry" && entry.text),
    ["2", "3"],
  );
  await ask({ type: "leave", room: "chat" });
  const resumed = await ask({ type: "join", room: "chat", position: position(2), ref: "1" });
  assert.deepEqual(resumed[0], { ...joined, position: position(2), earlier: true });
  assert.equal(resumed.length, 2);
  told.length = 0;
  await yard.post("4");
  const read = told.flatMap((message) => (message.type === "entry" ? [message.text] : []));
  assert.deepEqual(read, ["4"]);
  await ask({ type: "leave", room: "chat" });
  yard.server.chat.startOver("another");
  const [gone] = await ask({ type: "join", room: "chat", position: position(0).replace("another", "old"), ref: "2" });
  assert.ok(gone?.type === "error" && gone.code === "gone" && gone.ref === "2" && gone.cause === "history");
  const [none] = await ask({ type: "join", room: "none", ref: "3" });
  assert.ok(none?.type === "error" && none.code === "room" && none.ref === "3");
});

test("protocol.md, Send and History: sent, a repeat, a conflict, and the page above", async () => {
  const { yard, ask } = await open();
  const letter = { type: "send", room: "chat", id: "a", text: "안녕" } as const;
  const position = yard.server.chat.position(1);
  assert.deepEqual(await ask(letter), [{ type: "sent", room: "chat", id: "a", position, repeat: false }]);
  assert.deepEqual(await ask(letter), [{ type: "sent", room: "chat", id: "a", position, repeat: true }]);
  const [conflict] = await ask({ ...letter, text: "다른" });
  assert.ok(conflict?.type === "error" && conflict.code === "conflict" && conflict.id === "a");
  const [page] = await ask({ type: "history", room: "chat", before: position, limit: 5, ref: "9" });
  assert.ok(page?.type === "history" && page.entries.length === 1 && !page.earlier && page.ref === "9");
});

test("issue 5: all joined rooms are one stream, which begins when the last of them has its place", async () => {
  const { yard, ask, socket } = await open();
  const { FakeLog } = await import("../fake-log.ts");
  yard.server.logs.set("둘", new FakeLog("둘"));
  socket.send(JSON.stringify({ type: "join", room: "chat" }));
  await ask({ type: "join", room: "둘" });
  const streams = yard.http.asked.filter((line) => line.includes("live=sse"));
  assert.equal(streams.length, 1);
  assert.match(streams[0] ?? "", /room=chat:.+&room=둘:/);
  socket.close(1000);
  await yard.settle();
  assert.deepEqual([yard.http.open, yard.clock.timers], [0, 0]);
});

test("protocol.md, Staying: a ping is answered when the server is; without an answer the link is lost", async () => {
  for (const joins of [false, true]) {
    const { yard, told, ends, ask } = await open();
    if (joins) await ask({ type: "join", room: "chat" });
    await ask({ type: "ping" });
    assert.ok(told.some(({ type }) => type === "pong"));
    yard.http.held.add("all");
    await ask({ type: "ping" });
    assert.deepEqual(ends, ["1006 the server does not answer"]);
  }
});

test("protocol.md, close codes: a login that ends is 4002, a ban 4001, a server that is not there 1006", async () => {
  for (const [answer, end] of [
    [() => problem(401, "ended"), "4002 ended"],
    [() => new Response("<html>", { status: 502 }), "1006 the server does not answer"],
  ] as const) {
    const { yard, ends, ask } = await open();
    yard.http.answer = answer;
    await ask({ type: "send", room: "chat", id: "a", text: "안녕" });
    assert.deepEqual(ends, [end]);
  }
  const yard = new HttpYard();
  yard.http.answer = () => problem(403, "banned");
  assert.deepEqual((await open({ type: "hello" }, yard)).ends, ["4001 banned"]);
});
