import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryStore } from "@madang/hub";
import { CountingChance, draftOf, draftsOf } from "@madang/testkit";
import { type PagedLog, Pages } from "../src/pages.ts";
import { SlowStore } from "./slow-store.ts";

const BOUNDS = { entries: 4, pageSize: 1000, size: 100_000 };

async function makeLog(count: number): Promise<{ log: PagedLog; slow: SlowStore; memory: MemoryStore }> {
  const memory = new MemoryStore(new CountingChance());
  await memory.append("chat", draftsOf(count));
  const slow = new SlowStore(memory);
  slow.holds = false;
  return { log: { room: "chat", epoch: "id1", store: slow }, slow, memory };
}

test("readers at different places meet at the next page's end", async () => {
  const { log } = await makeLog(10);
  const pages = new Pages(BOUNDS);
  assert.deepEqual(
    (await pages.read(log, 1)).items.map((item) => "offset" in item && item.offset),
    [2, 3, 4],
  );
  assert.equal((await pages.read(log, 3)).after, 4);
  assert.equal(await pages.read(log, 4), await pages.read(log, 4));
});

test("a page is read once for all who ask while it comes, and kept only if nothing can be added to it", async () => {
  const { log, memory } = await makeLog(6);
  const pages = new Pages(BOUNDS);
  assert.equal(pages.read(log, 4), pages.read(log, 4));
  assert.equal((await pages.read(log, 4)).after, 6);
  await memory.append("chat", draftsOf(3, 7));
  assert.equal((await pages.read(log, 4)).after, 8);
});

test("a page ends before it is too long, but not before its first entry", async () => {
  const { log, memory } = await makeLog(0);
  await memory.append(
    "chat",
    ["1", "2", "3"].map((id) => draftOf(id, { content: { text: "x".repeat(id === "2" ? 5000 : 500) } })),
  );
  const pages = new Pages(BOUNDS);
  assert.deepEqual([(await pages.read(log, 0)).after, (await pages.read(log, 1)).after], [1, 2]);
});

test("a read that fails is forgotten, so that the next one asks again", async () => {
  const { log, slow } = await makeLog(4);
  const pages = new Pages(BOUNDS);
  slow.failures = 1;
  await assert.rejects(pages.read(log, 0), /the disk is away/);
  assert.equal((await pages.read(log, 0)).after, 4);
});

test("what changed is forgotten, also while it is on its way, in its room alone, and weighs no more", async () => {
  const { log, slow, memory } = await makeLog(4);
  await memory.append("chat2", draftsOf(4));
  const pages = new Pages(BOUNDS);
  const other = await pages.read({ ...log, room: "chat2" }, 0);
  slow.holds = true;
  const stale = pages.read(log, 0);
  pages.forget("chat");
  const fresh = pages.read(log, 0);
  assert.notEqual(stale, fresh);
  slow.answer(1);
  await fresh;
  slow.answer();
  await stale;
  slow.holds = false;
  assert.equal(pages.read(log, 0), fresh, "the late one does not push out the fresh one");
  assert.equal(await pages.read({ ...log, room: "chat2" }, 0), other);
  assert.equal(pages.forgets, 1);
  pages.forget("chat");
  pages.forget("chat2");
  assert.equal(pages.size, 0);
});

test("what is held of a room that nobody reads is let go without a word to the readers of others", async () => {
  const { log, memory } = await makeLog(4);
  await memory.append("chat2", draftsOf(4));
  const pages = new Pages(BOUNDS);
  const [page, other] = [await pages.read(log, 0), await pages.read({ ...log, room: "chat2" }, 0)];
  pages.drop("chat");
  pages.drop("unknown");
  assert.equal(pages.forgets, 0);
  assert.notEqual(await pages.read(log, 0), page);
  assert.equal(await pages.read({ ...log, room: "chat2" }, 0), other);
});

test("past their bound the oldest pages go", async () => {
  const { log } = await makeLog(40);
  const pages = new Pages({ ...BOUNDS, size: 700 });
  const first = await pages.read(log, 0);
  for (let after = 4; after < 40; after += 4) await pages.read(log, after);
  assert.ok(pages.size <= 700 && pages.size > 0);
  assert.notEqual(await pages.read(log, 0), first);
});
