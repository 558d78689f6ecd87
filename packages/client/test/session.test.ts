import assert from "node:assert/strict";
import { test } from "node:test";
import { all, Chat, heard, texts } from "./chat.ts";

test("one handle a room, however its name is written, until it is left", async () => {
  const chat = new Chat();
  const room = chat.client.join("가");
  assert.equal(chat.client.join("가".normalize("NFD")), room);
  room.leave();
  room.leave();
  assert.notEqual(chat.client.join("가"), room);
});

test("left and joined again on one link: what belonged to the first handle is not heard by the second", async () => {
  const chat = new Chat();
  chat.server.post("a");
  await chat.settle();
  const first = chat.client.join("chat", { last: 1 });
  const before = heard(first);
  first.leave();
  const after = heard(chat.client.join("chat"));
  await chat.settle();
  chat.server.post("b");
  await chat.settle();
  assert.deepEqual(texts(before), []);
  assert.deepEqual(texts(after), ["b"]);
});

test("after a reconnect rooms are joined before anything is sent", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  await chat.settle();
  chat.server.link.cut();
  room.send("a");
  void chat.client.rooms();
  await chat.advance(1000);
  assert.deepEqual(
    chat.server.link.said.map(({ type }) => type),
    ["hello", "join", "rooms", "send"],
  );
});

test("a listener that leaves from within an event is obeyed", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  const events = heard(room);
  room.on("event", ({ kind }) => {
    if (kind === "joined") room.leave();
  });
  await chat.settle();
  chat.server.post("a");
  await chat.settle();
  assert.deepEqual(texts(events), []);
});

test("after the end loops are over, and so are pages that nobody will send", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  const loop = all(room);
  const above = room.history();
  chat.client.close();
  await loop;
  await assert.rejects(above, { code: "closed" });
});
