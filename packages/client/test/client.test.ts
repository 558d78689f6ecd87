import assert from "node:assert/strict";
import { test } from "node:test";
import { ChatError } from "../src/chat-error.ts";
import { Client } from "../src/client.ts";
import { Chat, heard, texts } from "./chat.ts";

test("what is no address is refused by the constructor", () => {
  assert.throws(() => new Client({ url: "ftp://chat.example" }), TypeError);
  assert.throws(() => new Client({ url: "chat" }), TypeError);
});

test("two people talk", async () => {
  const chat = new Chat();
  const other = new Client({
    url: "https://chat.example",
    name: "영희",
    ports: { ...chat.ports(), makeId: () => "y" },
  });
  const here = heard(chat.client.join("chat"));
  const there = heard(other.join("chat"));
  await chat.settle();
  chat.client.join("chat").send("안녕하세요");
  await chat.settle();
  other.join("chat").send("네");
  await chat.settle();
  assert.deepEqual(texts(here), ["안녕하세요", "네"]);
  assert.deepEqual(texts(there), ["안녕하세요", "네"]);
});

test("protocol.md, Rooms: asked while offline, answered when there is a link", async () => {
  const chat = new Chat();
  const rooms = chat.client.rooms();
  await chat.settle();
  assert.deepEqual(await rooms, [{ name: "chat", volatile: false, present: 1 }]);
});

test("after the end nobody waits for an answer", async () => {
  const chat = new Chat();
  await chat.settle();
  const asked = chat.client.rooms();
  const { done } = chat.client.join("chat").send("a");
  chat.client.close();
  await assert.rejects(asked, ChatError);
  await assert.rejects(done, ChatError);
  await assert.rejects(chat.client.rooms(), { code: "closed" });
});

test("an error that nobody waits for is told, and an unsubscribed listener hears nothing", async () => {
  const chat = new Chat();
  const errors: string[] = [];
  const off = chat.client.on("error", ({ why }) => errors.push(why));
  await chat.settle();
  chat.server.link.tell({ type: "error", code: "bad", why: "what?" });
  await chat.settle();
  off();
  chat.server.link.tell({ type: "error", code: "bad", why: "again" });
  await chat.settle();
  assert.deepEqual(errors, ["what?"]);
});

test("a guest whose name the server made stays that guest", async () => {
  const chat = new Chat();
  const { name: _, ...nameless } = { url: "https://chat.example", name: undefined };
  const guest = new Client({ ...nameless, ports: chat.ports() });
  await chat.settle();
  const { you } = guest;
  chat.server.link.cut();
  await chat.advance(1000);
  assert.deepEqual(chat.server.link.said[0], { type: "hello", name: you?.name });
});
