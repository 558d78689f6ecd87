import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, MemoryStore, startOf } from "@madang/hub";
import { CountingChance, draftsOf } from "@madang/testkit";
import { beforeLast, historyBefore } from "../src/history.ts";
import { type Located, locate } from "../src/locate.ts";
import { Tail } from "../src/tail.ts";

/** A log of `count` entries of which those from `earliest` on are kept. */
async function makeLog(count: number, earliest = 1): Promise<Located> {
  const store = new MemoryStore(new CountingChance());
  await store.append(
    "chat",
    draftsOf(count).map((draft, index) => ({ ...draft, at: index + 1 })),
  );
  await store.prune("chat", earliest);
  return { room: "chat", head: await store.head("chat"), tail: new Tail(count), store };
}

const offsets = (entries: readonly Entry[]): number[] => entries.map(({ offset }) => offset);

test("the place before the last entries is one that can be read on from, and not before what is kept", async () => {
  const log = await makeLog(10, 4);
  for (const [count, offset] of [
    [0, 10],
    [3, 7],
    [7, 3],
    [99, 3],
  ] as const) {
    const position = await beforeLast(log, count);
    assert.equal(position.offset, offset);
    assert.equal(await locate(log, position), offset);
  }
  assert.deepEqual(await beforeLast(await makeLog(2), 5), startOf("id1"));
  const { epoch, offset, check } = await beforeLast(await makeLog(0), 5);
  assert.deepEqual({ epoch, offset, check }, startOf("id1"));
});

test("history is read backwards page by page until nothing is kept", async () => {
  const log = await makeLog(10, 4);
  const last = await historyBefore(log, 10, 4);
  assert.deepEqual([offsets(last.entries), last.start.offset, last.earlier], [[7, 8, 9, 10], 6, true]);
  const first = await historyBefore(log, last.start.offset, 4);
  assert.deepEqual([offsets(first.entries), first.start.offset, first.earlier], [[4, 5, 6], 3, false]);
  const none = await historyBefore(log, first.start.offset, 4);
  assert.deepEqual([none.entries, none.start.offset, none.earlier], [[], 3, false]);
});

test("history before a place that retention has passed is empty", async () => {
  const { entries, start, earlier } = await historyBefore(await makeLog(10, 4), 2, 4);
  assert.deepEqual([entries, start.offset, earlier], [[], 2, false]);
});

test("a page is bounded by what it weighs too, but has one entry at least", async () => {
  const store = new MemoryStore(new CountingChance());
  const long = { text: "가".repeat(100_000) };
  await store.append(
    "chat",
    draftsOf(8).map((draft) => ({ ...draft, content: long })),
  );
  const log = { room: "chat", head: await store.head("chat"), tail: new Tail(8), store };
  const { entries, start, earlier } = await historyBefore(log, 8, 8);
  assert.deepEqual([offsets(entries), start.offset, earlier], [[7, 8], 6, true]);
  assert.equal(await locate(log, start), 6);
  const huge = { text: "가".repeat(1_000_000) };
  await store.append(
    "huge",
    draftsOf(2).map((draft) => ({ ...draft, content: huge })),
  );
  const one = await historyBefore({ ...log, room: "huge", head: await store.head("huge") }, 2, 2);
  assert.deepEqual(offsets(one.entries), [2]);
});
