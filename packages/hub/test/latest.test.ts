import assert from "node:assert/strict";
import { test } from "node:test";
import { Latest, type Values } from "../src/latest.ts";
import { entry, keyed, relay } from "./items.ts";

const MANY = { keys: 100, size: 100_000 };
const offsetsOf = ({ entries }: Values): number[] => entries.map(({ offset }) => offset);
const offsets = (latest: Latest, after: number, end: number): number[] =>
  offsetsOf(latest.between(after, end, MANY.size));

test("an entry is outdated when a later one of its key has come; what has no key never is", () => {
  const latest = new Latest(MANY);
  latest.note([keyed(1, "a"), entry(2), keyed(3, "b"), relay(0), keyed(4, "a")]);
  assert.deepEqual(
    [keyed(1, "a"), entry(2), keyed(3, "b"), keyed(4, "a"), relay(0), keyed(1, "unheard of")].map((item) =>
      latest.outdates(item),
    ),
    [true, false, false, false, false, false],
  );
  assert.deepEqual([latest.keys, latest.changes], [2, 1]);
});

test("the values of a stretch come in order, as many as fit, and say where they end", () => {
  const latest = new Latest(MANY);
  latest.note([keyed(1, "a"), keyed(2, "b"), keyed(3, "c"), keyed(4, "a"), keyed(5, "d")]);
  assert.deepEqual(offsets(latest, 0, 9), [2, 3, 4, 5]);
  assert.deepEqual(offsets(latest, 2, 4), [3, 4]);
  assert.deepEqual(offsets(latest, 4, 4), []);
  assert.equal(latest.between(0, 9, MANY.size).end, 9);
  // Each weighs 64 and its text, "t2".
  assert.deepEqual([offsetsOf(latest.between(0, 9, 140)), latest.between(0, 9, 140).end], [[2, 3], 3]);
  assert.deepEqual(offsetsOf(latest.between(0, 9, 1)), [2], "one at least");
});

test("of too many keys those are forgotten that have been silent for longest, by number and by weight", () => {
  const few = new Latest({ keys: 2, size: 100_000 });
  few.note([keyed(1, "a"), keyed(2, "b"), keyed(3, "a"), keyed(4, "c")]);
  assert.deepEqual([few.keys, offsets(few, 0, 9)], [2, [3, 4]]);
  assert.equal(few.outdates(keyed(1, "b")), false, "nobody knows any more");
  const light = new Latest({ keys: 100, size: 140 });
  light.note([keyed(1, "a"), keyed(2, "b"), keyed(3, "c")]);
  assert.deepEqual(offsets(light, 0, 9), [2, 3]);
  light.note([keyed(4, "c", "x".repeat(500))]);
  assert.equal(light.keys, 0, "what is heavier than all may be is not kept");
});

test("what is erased is a value no more, but its place has outdated what came before", () => {
  const latest = new Latest({ keys: 100, size: 700 });
  latest.note([keyed(1, "a"), keyed(2, "b", "x".repeat(500))]);
  assert.deepEqual([latest.erase(2), latest.erase(7)], [true, false]);
  const [, erased] = latest.between(0, 9, MANY.size).entries;
  assert.deepEqual([erased?.removed, erased?.key, erased?.content], [true, undefined, { text: "" }]);
  assert.equal(latest.outdates(keyed(1, "b")), true);
  latest.note([keyed(3, "c", "y".repeat(400))]);
  assert.equal(latest.keys, 3, "it weighs less");
});
