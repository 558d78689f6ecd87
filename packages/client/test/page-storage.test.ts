import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryOutboxStorage } from "../src/outbox-storage.ts";
import { LazyStorage, pageStorage } from "../src/page-storage.ts";

const TEXT = { id: "a", room: "chat", text: "안녕", at: 1 };

test("outside of a page nothing outlives the process", () => {
  assert.ok(pageStorage("s") instanceof MemoryOutboxStorage);
  assert.ok(pageStorage("s", { indexedDB: { open: () => ({}) }, document: {} }) instanceof LazyStorage);
});

test("OutboxStorage: calls wait for the storage, and are done in their order", async () => {
  const storage = new MemoryOutboxStorage();
  const { promise, resolve } = Promise.withResolvers<MemoryOutboxStorage>();
  const lazy = new LazyStorage(() => promise);
  const before = lazy.load();
  const calls = [lazy.save(TEXT), lazy.save({ ...TEXT, id: "b" }), lazy.remove("a")];
  const after = lazy.load();
  resolve(storage);
  await Promise.all(calls);
  assert.deepEqual(await before, []);
  assert.deepEqual(
    (await after).map(({ id }) => id),
    ["b"],
  );
});

test("a storage whose code cannot be loaded costs the survival of the texts, and nothing else", async () => {
  const lazy = new LazyStorage(() => Promise.reject(new Error("offline")));
  await assert.rejects(lazy.save(TEXT), /offline/);
  await assert.rejects(lazy.load(), /offline/);
});
