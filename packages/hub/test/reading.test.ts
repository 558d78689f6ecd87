import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryStore } from "@madang/hub";
import { CountingChance, draftOf, draftsOf } from "@madang/testkit";
import { MAX_READING_SIZE } from "../src/reading.ts";
import { said } from "./items.ts";
import { jsonSpelling } from "./reader.ts";
import { makeRoom, makeYard } from "./yard.ts";

test("P12: one who reads from anywhere until it is up to date has each entry once, in order", async () => {
  const store = new MemoryStore(new CountingChance());
  await store.append("chat", draftsOf(300));
  const { hub, say } = makeYard(undefined, store);
  const room = await makeRoom(hub);
  await say(room, "a", "x", "y");
  await say(room, "a", "z");
  for (const from of [0, 1, 127, 128, 299, 300, 301, 302]) {
    const offsets: (number | string)[] = [];
    let at = from;
    for (let up = false; !up; ) {
      const reading = await room.read(jsonSpelling, at);
      assert.ok(reading !== undefined);
      offsets.push(...reading.images.flatMap(said));
      at = reading.end.offset;
      up = reading.upToDate;
    }
    assert.deepEqual(
      offsets,
      Array.from({ length: 303 - from }, (_, index) => from + index + 1),
    );
    assert.deepEqual(at, 303);
  }
  const head = await room.read(jsonSpelling, 303);
  assert.deepEqual(head, { images: [], end: room.head, upToDate: true, removed: 0 });
});

test("what comes in a turn is seen before the turn ends, and those who read at one place share the image", async () => {
  const { hub, say, turn, clock } = makeYard();
  const room = await makeRoom(hub);
  await say(room, "a", "1");
  room.happen({ kind: "typing", count: 1 });
  const [one, two] = await Promise.all([room.read(jsonSpelling, 0), room.read(jsonSpelling, 0)]);
  assert.deepEqual(one?.images.flatMap(said), [1]);
  assert.equal(one?.images[0], two?.images[0]);
  turn.end();
  clock.advance(0);
});

test("an answer is bounded, and says that there is more", async () => {
  const { hub, turn } = makeYard();
  const room = await makeRoom(hub);
  const text = "x".repeat(16_000);
  for (let count = 0; count < 40; count++) room.append(draftOf(String(count), { content: { text } }), () => undefined);
  await turn.settle();
  const reading = await room.read(jsonSpelling, 0);
  assert.equal(reading?.upToDate, false);
  assert.ok(reading !== undefined && reading.end.offset * 16_000 < 2 * MAX_READING_SIZE);
});

test("P11: where retention has passed there is no reading on", async () => {
  const { hub, store, say } = makeYard();
  const room = await makeRoom(hub);
  await say(room, "a", "1", "2", "3");
  const earliest = await store.prune("chat", Number.MAX_SAFE_INTEGER);
  room.forget(earliest);
  assert.equal(await room.read(jsonSpelling, 1), undefined);
  assert.equal((await room.read(jsonSpelling, 3))?.upToDate, true);
});

test("a removal changes the count that tells two answers apart", async () => {
  const { hub, say } = makeYard();
  const room = await makeRoom(hub);
  await say(room, "a", "1", "2", "3");
  await room.remove(2);
  const count = async (after: number) => (await room.read(jsonSpelling, after))?.removed;
  assert.deepEqual([await count(0), await count(1), await count(2)], [1, 1, 0]);
});
