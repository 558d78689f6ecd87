import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryOutboxStorage } from "../src/outbox-storage.ts";

test("what was saved and not removed, oldest first", async () => {
  const storage = new MemoryOutboxStorage();
  const [a, b, c] = ["a", "b", "c"].map((id, at) => ({ id, room: "chat", text: id, at })) as [never, never, never];
  for (const text of [a, b, c]) await storage.save(text);
  await storage.remove("b");
  await storage.remove("nobody");
  assert.deepEqual(await storage.load(), [a, c]);
});
