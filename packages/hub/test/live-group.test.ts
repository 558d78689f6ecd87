import assert from "node:assert/strict";
import { test } from "node:test";
import { Batch } from "../src/batch.ts";
import { ImageShelf } from "../src/image-shelf.ts";
import { LiveGroup } from "../src/live-group.ts";
import { batch, entry, member, relay } from "./items.ts";
import { jsonSpelling, Reader } from "./reader.ts";

const nobody = (): void => assert.fail("nobody is slow");

test("members keep track of their places when others go", () => {
  const group = new LiveGroup(jsonSpelling);
  const [a, b, c] = [member(), member(), member()];
  for (const each of [a, b, c]) group.add(each);
  group.remove(a);
  assert.deepEqual([a.place, b.place, c.place, group.size], [-1, 1, 0, 2]);
  group.remove(b);
  group.remove(c);
  assert.deepEqual([c.place, group.size], [-1, 0]);
});

test("who leaves while being written to takes nobody's batch along", () => {
  const group = new LiveGroup(jsonSpelling);
  const readers = [new Reader(), new Reader(), new Reader()];
  for (const reader of readers) group.add(member(0, 0, reader));
  const leaver = new Reader();
  const leaving = member(0, 0, leaver);
  leaver.write = () => {
    group.remove(leaving);
    return true;
  };
  group.add(leaving);
  group.add(member(0, 0, new Reader()));
  group.deliver(batch(0, 1), new ImageShelf(), nobody);
  for (const reader of readers) assert.deepEqual(reader.offsets, [1]);
});

test("nothing is written to who has nothing to hear", () => {
  const group = new LiveGroup(jsonSpelling);
  const reader = new Reader();
  reader.full = true;
  const one = member(0, 0, reader);
  group.add(one);
  group.deliver(new Batch([relay(0, one)], 0, 1), new ImageShelf(), nobody);
  assert.deepEqual(reader.heard, []);
});

test("the excepted get an image of their own, the others the shared one", () => {
  const group = new LiveGroup(jsonSpelling);
  const [a, b] = [new Reader(), new Reader()];
  const one = member(0, 0, a);
  group.add(one);
  group.add(member(0, 0, b));
  group.deliver(new Batch([relay(0, one), entry(1)], 1, 1), new ImageShelf(), nobody);
  assert.deepEqual([a.relays, b.relays], [[], [0]]);
  assert.deepEqual([a.offsets, b.offsets], [[1], [1]]);
});
