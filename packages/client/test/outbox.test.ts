import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryOutboxStorage, type StoredText } from "../src/outbox-storage.ts";
import { Chat, heard, texts } from "./chat.ts";

function log(chat: Chat): (string | undefined)[] {
  return chat.server.chat.entries.map(({ text }) => text);
}

test("ux.md 4.4: queued while offline, sent in order when there is a link, without joining", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  const sent = ["a", "b", "c"].map((text) => room.send(text));
  assert.deepEqual(
    sent.map(({ state }) => state),
    ["queued", "queued", "queued"],
  );
  await chat.settle();
  assert.deepEqual(
    sent.map(({ state }) => state),
    ["sent", "sent", "sent"],
  );
  assert.deepEqual(log(chat), ["a", "b", "c"]);
  assert.deepEqual(await sent[0]?.done, { position: chat.server.chat.position(1), repeat: false });
  assert.equal(sent[0]?.room, "chat");
});

test("protocol.md, Send: an answer that was lost makes a repeat under the same id, and one entry", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  const events = heard(room);
  await chat.settle();
  const sent = room.send("a");
  chat.server.link.deliverUp();
  chat.server.link.cut();
  assert.equal(sent.state, "unconfirmed");
  await chat.advance(1000);
  assert.equal(sent.state, "sent");
  assert.equal((await sent.done).repeat, true);
  assert.deepEqual(log(chat), ["a"]);
  assert.deepEqual(texts(events), ["a"]);
  const states = events.flatMap((event) => (event.kind === "outgoing" ? [event.outgoing === sent] : []));
  assert.deepEqual(states, [true, true, true]);
});

test("protocol.md, Send: `conflict` is final, and the next one goes on", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  await chat.settle();
  chat.server.chat.append({ kind: "guest", name: "철수" }, { id: "id-1", text: "another" });
  const [a, b] = [room.send("a"), room.send("b")];
  await chat.settle();
  assert.deepEqual(a.state, { failed: "conflict", why: "this id stands for another message" });
  await assert.rejects(a.done, { code: "conflict" });
  assert.equal(b.state, "sent");
});

test("protocol.md, Send: `fast` and `refused` are tried again by themselves, in order", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  await chat.settle();
  const answers = [{ code: "fast", wait: 1200 }, { code: "refused" }];
  chat.server.script = (link, message) => {
    const answer = message.type === "send" ? answers.shift() : undefined;
    if (answer === undefined || message.type !== "send") return false;
    link.tell({ type: "error", ...answer, why: "later", room: "chat", id: message.id });
    return true;
  };
  const [a, b] = [room.send("a"), room.send("b")];
  await chat.settle();
  assert.deepEqual([a.state, b.state], ["queued", "queued"]);
  await chat.advance(1200);
  assert.equal(a.state, "queued");
  await chat.advance(2000);
  assert.deepEqual(log(chat), ["a", "b"]);
});

test("one that failed is tried again on demand, under its id; one in a queue at once", async () => {
  const chat = new Chat();
  const room = chat.client.join("gone");
  const a = room.send("a");
  await chat.settle();
  assert.equal(typeof a.state, "object");
  chat.server.logs.set("gone", chat.server.chat);
  a.retry();
  await chat.settle();
  assert.equal(a.state, "sent");
  assert.equal((await a.done).repeat, false);
  chat.server.link.cut();
  const b = room.send("b");
  b.retry();
  await chat.settle();
  assert.equal(b.state, "sent");
});

test("one that is discarded is not sent any more", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  const [a, b] = [room.send("a"), room.send("b")];
  a.discard();
  a.discard();
  await chat.settle();
  await assert.rejects(a.done, { code: "discarded" });
  assert.deepEqual(log(chat), ["b"]);
  assert.equal(b.state, "sent");
});

test("what would end the connection is not sent: empty, too long, too large", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  await chat.settle();
  for (const text of ["", "가".repeat(16_385), "\u0001".repeat(16_384)]) {
    const sent = room.send(text);
    assert.ok(typeof sent.state === "object" && sent.state.failed === "bad");
    sent.retry();
    await assert.rejects(sent.done, { code: "bad" });
  }
  await chat.settle();
  assert.deepEqual(log(chat), []);
  assert.equal(chat.client.state.kind, "open");
});

test("half a surrogate pair becomes what the server would make of it, so that a repeat is one", () => {
  assert.equal(new Chat().client.join("chat").send("a\ud83d").text, "a\ufffd");
});

test("what an earlier session left goes first, and shows itself in its room", async () => {
  const storage = new MemoryOutboxStorage();
  await storage.save({ id: "old", room: "chat", text: "before", at: 1 });
  const chat = new Chat({}, { storage });
  const room = chat.client.join("chat");
  const events = heard(room);
  room.send("after");
  await chat.settle();
  assert.deepEqual(log(chat), ["before", "after"]);
  assert.ok(events.some((event) => event.kind === "outgoing" && event.outgoing.id === "old"));
  assert.deepEqual(await storage.load(), []);
});

test("what is not confirmed stays in the storage; what is, does not", async () => {
  const storage = new MemoryOutboxStorage();
  const chat = new Chat({}, { storage });
  const { id, at } = chat.client.join("chat").send("a");
  chat.client.close();
  assert.deepEqual(await storage.load(), [{ id, room: "chat", text: "a", at }] satisfies StoredText[]);
});

test("a storage that fails costs the survival of a text, not its sending", async () => {
  const fail = async (): Promise<never> => {
    throw new Error("quota");
  };
  const chat = new Chat({}, { storage: { load: fail, save: fail, remove: fail } });
  const sent = chat.client.join("chat").send("a");
  await chat.settle();
  assert.equal(sent.state, "sent");
});

test("what one person wrote does not go out as somebody else", async () => {
  const logins = ["t", undefined];
  const chat = new Chat({ token: async () => logins.shift() });
  chat.server.tokens.set("t", { kind: "user", name: "김영희", id: "42" });
  const room = chat.client.join("chat");
  await chat.settle();
  chat.server.link.cut();
  const sent = room.send("a");
  await chat.advance(1000);
  assert.equal(chat.client.you?.kind, "guest");
  assert.deepEqual(sent.state, { failed: "login", why: "you are somebody else now" });
  assert.deepEqual(log(chat), []);
});

test("issue 5: what an earlier session left is sent by its author only; another's waits in the storage", async () => {
  const storage = new MemoryOutboxStorage();
  const stored = { room: "chat", at: 1 };
  await storage.save({ ...stored, id: "theirs", text: "영희의", author: "guest\n영희" });
  await storage.save({ ...stored, id: "mine", text: "철수의", author: "guest\n철수" });
  await storage.save({ ...stored, id: "whose", text: "누구의" });
  const chat = new Chat({}, { storage });
  await chat.settle();
  assert.deepEqual(
    chat.server.chat.entries.map(({ id }) => id),
    ["mine", "whose"],
  );
  assert.deepEqual(await storage.load(), [{ ...stored, id: "theirs", text: "영희의", author: "guest\n영희" }]);
});

test("issue 5: a text is stored with who wrote it, also when that is known only later", async () => {
  const storage = new MemoryOutboxStorage();
  const chat = new Chat({}, { storage });
  chat.server.script = (_, { type }) => type === "send";
  chat.client.join("chat").send("early");
  await chat.settle();
  chat.client.join("chat").send("late");
  await chat.settle();
  assert.deepEqual(
    (await storage.load()).map(({ text, author }) => [text, author]),
    [
      ["early", "guest\n철수"],
      ["late", "guest\n철수"],
    ],
  );
});
