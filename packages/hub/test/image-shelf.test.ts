import assert from "node:assert/strict";
import { test } from "node:test";
import { type ImageHolder, ImageShelf } from "../src/image-shelf.ts";

const holder = (dropped: string[], size = 0): ImageHolder => ({ size, drop: (key) => dropped.push(key) });
const image = new Uint8Array(488);

test("past its bound the shelf lets the oldest go first", () => {
  const dropped: string[] = [];
  const shelf = new ImageShelf(2999);
  for (const key of ["a", "b", "c", "d"]) shelf.keep(holder(dropped), key, image);
  assert.deepEqual(dropped, ["a", "b"]);
  assert.equal(shelf.bytes, 2000);
});

test("an image larger than the shelf is not kept", () => {
  const dropped: string[] = [];
  const shelf = new ImageShelf(900);
  shelf.keep(holder(dropped), "a", image);
  assert.deepEqual([dropped, shelf.bytes], [["a"], 0]);
});

test("an image weighs what it keeps in memory: its holder, and something even when it is empty", () => {
  const dropped: string[] = [];
  const shelf = new ImageShelf(100_000);
  shelf.keep(holder(dropped, 10_000), "a", new Uint8Array(0));
  assert.ok(shelf.bytes > 10_000);
  for (let count = 0; count < 1000; count++) shelf.keep(holder(dropped), "b", new Uint8Array(0));
  assert.ok(dropped.length > 800);
});

test("a long life leaves the order and the sum right", () => {
  const dropped: string[] = [];
  const shelf = new ImageShelf(2999);
  for (let count = 0; count < 10_000; count++) shelf.keep(holder(dropped), String(count), image);
  assert.deepEqual(
    dropped,
    Array.from({ length: 9998 }, (_, index) => String(index)),
  );
  assert.equal(shelf.bytes, 2000);
});
