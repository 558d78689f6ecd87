import assert from "node:assert/strict";
import { test } from "node:test";
import { Audience } from "../src/audience.ts";
import { ImageShelf } from "../src/image-shelf.ts";
import type { Member } from "../src/member.ts";
import { batch, member } from "./items.ts";
import { ownSpelling, Reader } from "./reader.ts";

const nobody = (): void => assert.fail("nobody is slow");

test("members are served by spelling, and counted", () => {
  const audience = new Audience(new ImageShelf());
  const readers = [new Reader(), new Reader(), new Reader()];
  const members = readers.map((reader, index) =>
    Object.assign(member(0, 0, reader), index === 2 ? { spelling: ownSpelling("c") } : {}),
  );
  for (const each of members) audience.add(each);
  assert.equal(audience.size, 3);
  assert.deepEqual(new Set(audience.members()), new Set(members));
  audience.deliver(batch(0, 1), nobody);
  for (const reader of readers) assert.deepEqual(reader.offsets, [1]);
  for (const each of [...members, ...members]) audience.remove(each);
  assert.equal(audience.size, 0);
});

test("who comes back under another spelling while being written to does not get the same twice", () => {
  const audience = new Audience(new ImageShelf());
  const again = new Reader();
  const outlet = new Reader();
  const first = member(0, 0, outlet);
  outlet.write = () => {
    audience.remove(first);
    audience.add(Object.assign(member(1, 0, again), { spelling: ownSpelling("b") }));
    return true;
  };
  audience.add(first);
  audience.deliver(batch(0, 1), nobody);
  assert.deepEqual(again.offsets, []);
});

test("who has had enough is told of once, however many are slow at a time", () => {
  const audience = new Audience(new ImageShelf());
  const readers = Array.from({ length: 9 }, () => new Reader());
  const members = readers.map((reader) => member(0, 0, reader));
  for (const each of members) audience.add(each);
  for (const [index, reader] of readers.entries()) reader.full = index % 3 !== 0;
  const slow: Member[] = [];
  audience.deliver(batch(0, 1), (each) => {
    audience.remove(each);
    slow.push(each);
  });
  for (const reader of readers) assert.deepEqual(reader.offsets, [1]);
  assert.equal(new Set(slow).size, 6);
  assert.equal(audience.size, 3);
});
