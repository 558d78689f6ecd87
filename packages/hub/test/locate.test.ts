import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, MemoryStore, type Position, startOf } from "@madang/hub";
import { CountingChance, draftsOf } from "@madang/testkit";
import { Batch } from "../src/batch.ts";
import { type Located, locate } from "../src/locate.ts";
import { Tail } from "../src/tail.ts";

const HISTORY = { cause: "history", why: "this position is of another history of the room; start over" };
const PASSED = { cause: "retention", why: "the room no longer keeps what comes after this position" };

/** A log of 10 entries of which 4 to 10 are kept and 8 to 10 are in the tail. */
async function makeLog(): Promise<{ log: Located; at(offset: number): Position }> {
  const store = new MemoryStore(new CountingChance());
  await store.append(
    "chat",
    draftsOf(10).map((draft, index) => ({ ...draft, at: index + 1 })),
  );
  const entries = await store.read("chat", 0, 10);
  await store.prune("chat", 4);
  const tail = new Tail(7);
  tail.push(new Batch(entries.slice(7), 10, 0));
  const at = (offset: number): Position => entries[offset - 1] as Entry;
  return { log: { room: "chat", head: await store.head("chat"), tail, store }, at };
}

test("a position is located at the head, in the tail and in the store, without asking the store when the tail knows", async () => {
  const { log, at } = await makeLog();
  for (const offset of [10, 9, 8, 7, 5, 4]) assert.equal(await locate(log, at(offset)), offset);
  const store = new MemoryStore(new CountingChance());
  assert.equal(await locate({ ...log, store }, at(9)), 9);
});

test("another epoch, a place beyond the head and a wrong check anywhere are another history", async () => {
  const { log, at } = await makeLog();
  assert.deepEqual(await locate(log, { ...at(5), epoch: "other" }), HISTORY);
  assert.deepEqual(await locate(log, { ...at(10), offset: 11 }), HISTORY);
  for (const offset of [10, 9, 5]) assert.deepEqual(await locate(log, { ...at(offset), check: 1 }), HISTORY);
});

test("a position just before what is kept can be read on from, one before that has been passed by retention", async () => {
  const { log, at } = await makeLog();
  assert.equal(await locate(log, at(3)), 3);
  assert.deepEqual(await locate(log, at(2)), PASSED);
  assert.deepEqual(await locate(log, startOf("id1")), PASSED);
});

test("the start of a log that has all its entries can be read from, if its check is the start's", async () => {
  const store = new MemoryStore(new CountingChance());
  const empty = { room: "chat", head: await store.head("chat"), tail: new Tail(0), store };
  assert.equal(await locate(empty, startOf("id1")), 0);
  assert.deepEqual(await locate(empty, { ...startOf("id1"), check: 1 }), HISTORY);
  await store.append("chat", draftsOf(1));
  const log = { ...empty, head: await store.head("chat") };
  assert.equal(await locate(log, startOf("id1")), 0);
  assert.deepEqual(await locate(log, { ...startOf("id1"), check: 1 }), HISTORY);
});
