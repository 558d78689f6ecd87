import assert from "node:assert/strict";
import { test } from "node:test";
import { socketIoRequest } from "../../src/socketio/request.ts";

const read = (name: string | number, ...args: unknown[]): unknown => socketIoRequest(name, args, () => "made");

test("docs/socket-io.md: the events of the chat", () => {
  assert.deepEqual(read("join", "chat"), { type: "join", room: "chat" });
  assert.deepEqual(read("join", "chat", null), { type: "join", room: "chat" });
  assert.deepEqual(read("join", "chat", "p"), { type: "join", room: "chat", position: "p" });
  assert.deepEqual(read("join", "chat", { last: 3 }), { type: "join", room: "chat", last: 3 });
  assert.deepEqual(read("message", "chat", "hi"), { type: "send", room: "chat", id: "made", text: "hi" });
  assert.deepEqual(read("message", "chat", { id: "a", text: "hi" }), {
    type: "send",
    room: "chat",
    id: "a",
    text: "hi",
  });
  assert.deepEqual(read("typing", "chat"), { type: "typing", room: "chat", on: true });
  assert.deepEqual(read("typing", "chat", false), { type: "typing", room: "chat", on: false });
  assert.deepEqual(read("leave", "chat"), { type: "leave", room: "chat" });
  assert.deepEqual(read("history", "chat", "p"), { type: "history", room: "chat", before: "p" });
  assert.deepEqual(read("history", "chat", { before: "p", limit: 2 }), {
    type: "history",
    room: "chat",
    before: "p",
    limit: 2,
  });
  assert.deepEqual(read("rooms"), { type: "rooms" });
});

test("docs/socket-io.md: the string in which an event ended is a position too", () => {
  const places = "chat.e_00000000002_0000002.other.e_00000000009_0000009";
  assert.deepEqual(read("join", "other", places), { type: "join", room: "other", position: "e_00000000009_0000009" });
});

test("what is wrong is said; what an argument says of the room or the kind is not listened to", () => {
  assert.deepEqual(read("join"), { type: "bad", why: "room: missing" });
  assert.deepEqual(read("message", "chat", { id: " ", text: "x" }), {
    type: "bad",
    why: "id: an id has 1 to 64 visible ASCII characters",
    room: "chat",
    id: " ",
  });
  assert.deepEqual(read("message", "chat", { type: "ping", room: "other", text: "x" }), {
    type: "send",
    room: "chat",
    id: "made",
    text: "x",
  });
  assert.deepEqual(read("message", "chat", Uint8Array.of(1)), {
    type: "bad",
    why: "text: not a text",
    room: "chat",
    id: "made",
  });
});

test("issue 7, 4: any other event is to be passed on, but none that the server sends", () => {
  assert.deepEqual(read("draw", 1, "x"), { type: "pass on", name: "draw", args: [1, "x"] });
  assert.deepEqual(read("left", "chat"), { type: "bad", why: "left: this event is the server's to send" });
  assert.deepEqual(read(7), { type: "bad", why: "an event's name is a text" });
});
