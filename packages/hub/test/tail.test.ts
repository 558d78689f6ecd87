import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Batch } from "../src/batch.ts";
import { ImageShelf } from "../src/image-shelf.ts";
import { Tail } from "../src/tail.ts";
import { batch, entry, keyed, relay } from "./items.ts";
import { jsonSpelling } from "./reader.ts";

/** Each batch one of entries up to an offset, or of one happening. */
function makeTail(before: number, batches: readonly Batch[], bounds = { size: 1_000_000, batches: 100 }): Tail {
  const tail = new Tail(before, bounds);
  for (const each of batches) tail.push(each);
  return tail;
}

test("an empty tail stands where the log does", () => {
  const tail = new Tail(5);
  assert.deepEqual(
    [tail.before, tail.end, tail.happened, tail.after(5), tail.after(4), tail.entry(5)],
    [5, 5, 0, 0, undefined, undefined],
  );
});

test("the first batch for a reader goes by entries, then by happenings", () => {
  const tail = makeTail(10, [
    batch(0, 11, 12),
    new Batch([relay(0)], 12, 1),
    new Batch([relay(1)], 12, 2),
    batch(3, "2", 13),
  ]);
  assert.deepEqual(
    [10, 11, 12, 13].map((offset) => tail.after(offset)),
    [0, 0, 3, 4],
  );
  assert.deepEqual(
    [0, 1, 2, 3].map((happened) => tail.after(12, happened)),
    [1, 2, 3, 3],
  );
  assert.equal(tail.after(13, 2), 3);
  assert.equal(tail.after(13, 3), 4);
});

test("numbers go on when batches are forgotten", () => {
  const tail = makeTail(
    0,
    [1, 2, 3, 4, 5].map((offset) => batch(0, offset)),
    { size: 1_000_000, batches: 4 },
  );
  assert.equal(tail.before, 3);
  assert.deepEqual(
    [tail.at(2), tail.at(3)?.after, tail.after(3), tail.after(2), tail.end],
    [undefined, 4, 3, undefined, 5],
  );
});

test("past a bound the older half goes, by weight as by number, and never the newest", () => {
  const property = fc.property(fc.array(fc.nat(400), { minLength: 1, maxLength: 60 }), (lengths) => {
    const bounds = { size: 2000, batches: 10 };
    const tail = new Tail(0, bounds);
    for (const [index, length] of lengths.entries()) {
      tail.push(new Batch([entry(index + 1, "x".repeat(length))], index + 1, 0));
      const kept = tail.end - tail.before;
      const weight = lengths.slice(tail.before, tail.end).reduce((sum, each) => sum + each + 64, 0);
      assert.ok(kept >= 1 && kept <= bounds.batches);
      assert.ok(weight <= bounds.size || kept === 1);
      if (tail.before > 0 && kept > 1)
        assert.ok(
          kept >= bounds.batches / 2 || weight + (lengths[tail.before - 1] ?? 0) + 64 > bounds.size / 2,
          "no more than half goes",
        );
    }
  });
  fc.assert(property);
});

test("retention takes the batches that it has passed, the last one too", () => {
  const tail = makeTail(0, [batch(0, 1, 2), batch(1, "0", 3, 4), new Batch([relay(1)], 4, 2)]);
  tail.forget(3);
  assert.deepEqual([tail.before, tail.end], [2, 4]);
  tail.forget(4);
  assert.equal(tail.before, 2, "a batch stays whole");
  tail.forget(5);
  assert.deepEqual([tail.before, tail.end, tail.happened], [4, 4, 2]);
});

test("an entry is found wherever it stands, and erased there with all images of it", () => {
  const held = batch(1, 11, "0", 12);
  const tail = makeTail(10, [held, batch(1, 13)]);
  held.image(jsonSpelling, new ImageShelf());
  assert.deepEqual(
    [10, 11, 12, 13, 14].map((offset) => tail.entry(offset)?.offset),
    [undefined, 11, 12, 13, undefined],
  );
  assert.deepEqual([tail.erase(12), tail.erase(99)], [true, false]);
  assert.equal(tail.entry(12)?.removed, true);
  assert.ok(!Buffer.from(held.image(jsonSpelling, new ImageShelf())).includes("t12"));
});

test("the latest values stay when their batches are forgotten", () => {
  const keyedBatch = (offset: number, key: string): Batch => new Batch([keyed(offset, key)], offset, 0);
  const tail = makeTail(0, [keyedBatch(1, "a"), keyedBatch(2, "b"), keyedBatch(3, "b"), batch(0, 4)], {
    size: 1_000_000,
    batches: 1,
  });
  const old = keyedBatch(2, "b");
  assert.deepEqual([tail.before, tail.fresh(old).items.length], [3, 0]);
  const { entries, end } = tail.values(0, tail.before, 1000);
  assert.deepEqual([entries.map(({ offset }) => offset), end], [[1, 3], 3]);
});
