import assert from "node:assert/strict";
import { test } from "node:test";
import { EventBuffer } from "../src/event-buffer.ts";
import type { RoomEvent } from "../src/room.ts";
import { all } from "./chat.ts";

const entry = (text: string): RoomEvent => ({
  kind: "entry",
  entry: { position: "p", room: "chat", offset: 1, id: "1", author: { kind: "guest", name: "a" }, at: 0, text },
});
const removed: RoomEvent = { kind: "removed", offset: 1 };

test("events wait for the loop, and the loop for events", async () => {
  const buffer = new EventBuffer(() => {});
  buffer.push(removed);
  assert.deepEqual(await buffer.next(), { done: false, value: removed });
  const next = buffer.next();
  const afterNext = buffer.next();
  buffer.push(entry("a"));
  buffer.end();
  assert.deepEqual(await next, { done: false, value: entry("a") });
  assert.deepEqual(await afterNext, { done: true, value: undefined });
  assert.deepEqual(await buffer.next(), { done: true, value: undefined });
});

test("what is there when it ends is still given", async () => {
  const buffer = new EventBuffer(() => {});
  buffer.push(entry("a"));
  buffer.end();
  const given = await all(buffer);
  assert.deepEqual(given, [entry("a")]);
});

test("a loop that falls behind skips the oldest, is told how many, and memory stays bounded", async () => {
  const buffer = new EventBuffer(() => {});
  buffer.push({ kind: "skipped", entries: 5, events: 7 });
  buffer.push(removed);
  for (let i = 0; i < 1010; i += 1) buffer.push(entry(String(i)));
  buffer.end();
  const given = await all(buffer);
  assert.deepEqual(given.slice(0, 2), [{ kind: "skipped", entries: 15, events: 8 }, entry("10")]);
  assert.equal(given.length, 1001);
});

test("what was conflated for a loop that falls behind is counted with what it has missed", async () => {
  const buffer = new EventBuffer(() => {});
  buffer.push({ kind: "skipped", entries: 0, events: 0, conflated: 4 });
  for (let i = 0; i < 1000; i += 1) buffer.push(entry(String(i)));
  buffer.end();
  assert.deepEqual((await all(buffer))[0], { kind: "skipped", entries: 4, events: 0 });
});

test("a loop that ends by itself leaves", async () => {
  const left: EventBuffer[] = [];
  const buffer = new EventBuffer((gone) => left.push(gone));
  buffer.push(removed);
  for await (const _ of buffer) break;
  assert.deepEqual(left, [buffer]);
});
