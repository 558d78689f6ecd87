import assert from "node:assert/strict";
import { test } from "node:test";
import { Batch } from "../src/batch.ts";
import { withoutContent } from "../src/entry.ts";
import { ImageShelf } from "../src/image-shelf.ts";
import { itemSize } from "../src/item-size.ts";
import { Latest } from "../src/latest.ts";
import { batch, entry, keyed, member, relay, said } from "./items.ts";
import { jsonSpelling, ownSpelling } from "./reader.ts";

test("a batch knows where it begins and ends, in entries and in happenings", () => {
  const { before, after, happened, happenedBefore } = batch(7, "5", 11, "6", 12);
  assert.deepEqual([before, after, happenedBefore, happened], [10, 12, 5, 7]);
  const happenings = new Batch([relay(1)], 12, 8);
  assert.deepEqual([happenings.before, happenings.after], [12, 12]);
});

test("how many happenings had been seen at a cursor goes by the last entry up to it", () => {
  const mixed = batch(9, "6", 11, "7", "8", 12, "9");
  assert.deepEqual(
    [10, 11, 12].map((cursor) => mixed.happenedAt(cursor)),
    [5, 6, 8],
  );
});

test("an image is made once for a shared spelling, and every time for one's own", () => {
  const shelf = new ImageShelf();
  const one = batch(0, 1, 2);
  assert.equal(one.image(jsonSpelling, shelf), one.image(jsonSpelling, shelf));
  assert.notEqual(one.image(ownSpelling("a"), shelf), one.image(ownSpelling("a"), shelf));
  assert.deepEqual(said(one.image(jsonSpelling, shelf)), [1, 2]);
});

test("a member gets what is left for it: all, the entries alone, or what follows its place", () => {
  const shelf = new ImageShelf();
  const mixed = batch(3, "0", 11, "1", 12, "2");
  const at = (cursor: number, happened: number): (number | string)[] =>
    said(mixed.imageFor(member(cursor, happened), shelf));
  assert.deepEqual(at(10, 0), ["0", 11, "1", 12, "2"]);
  assert.deepEqual(at(3, 3), [11, 12]);
  assert.deepEqual(at(11, 1), ["1", 12, "2"]);
  assert.deepEqual(at(10, 2), [11, 12, "2"]);
  assert.deepEqual(at(12, 2), ["2"]);
  assert.equal(mixed.imageFor(member(12, 3), shelf).length, 0);
  assert.equal(mixed.imageFor(member(0, 0), shelf), mixed.imageFor(member(10, 0), shelf), "the whole is shared");
  assert.equal(mixed.imageFor(member(0, 9), shelf), mixed.imageFor(member(10, 3), shelf), "the entries alone are, too");
});

test("what is not for a member, or not for a person, does not reach it", () => {
  const shelf = new ImageShelf();
  const reader = member();
  const mixed = new Batch([relay(0, reader), entry(1), relay(1, reader.key), relay(2, {})], 1, 3);
  assert.ok(mixed.excepts(reader) && mixed.excepts(member()));
  assert.deepEqual(said(mixed.imageFor(reader, shelf)), [1, "2"]);
  assert.deepEqual(said(mixed.imageFor(member(), shelf)), ["0", 1, "2"]);
});

test("a spelling is not asked to say nothing", () => {
  const spelling = { ...jsonSpelling, spell: () => Buffer.from("never") };
  assert.equal(batch(1, "0").imageFor(Object.assign(member(0, 1), { spelling }), new ImageShelf()).length, 0);
});

test("what was spelled before a replacement is gone, shared or entries alone", () => {
  const shelf = new ImageShelf();
  const mixed = batch(1, 1, "0", 2);
  for (const reader of [member(), member(0, 1)]) mixed.imageFor(reader, shelf);
  mixed.replace(2, withoutContent(entry(2, "secret")));
  for (const reader of [member(), member(0, 1), member(1, 1)]) {
    assert.ok(!Buffer.from(mixed.imageFor(reader, shelf)).includes("t2"));
  }
  assert.equal(mixed.items.length, 3);
});

test("a batch weighs what its items do", () => {
  assert.equal(batch(1, 1, "0").size, itemSize(entry(1)) + 64);
});

test("without what is outdated a batch is another, the same for all until more of it is outdated", () => {
  const shelf = new ImageShelf();
  const latest = new Latest();
  const mixed = new Batch([keyed(1, "a"), relay(0), entry(2), keyed(3, "b"), keyed(4, "a")], 4, 1);
  latest.note(mixed.items);
  const fresh = mixed.fresh(latest);
  assert.deepEqual(said(fresh.imageFor(member(), shelf)), ["0", 2, 3, 4]);
  assert.deepEqual(said(fresh.imageFor(member(2, 1), shelf)), [3, 4]);
  assert.deepEqual(
    [fresh.before, fresh.after, fresh.happenedBefore, fresh.happened],
    [1, mixed.after, mixed.happenedBefore, mixed.happened],
  );
  assert.deepEqual(
    [0, 2, 3].map((cursor) => [mixed.entriesAfter(cursor), fresh.entriesAfter(cursor)]),
    [
      [4, 3],
      [2, 2],
      [1, 1],
    ],
  );
  latest.note([keyed(5, "z"), keyed(6, "z")]);
  assert.equal(mixed.fresh(latest), fresh, "nothing of it was outdated");
  latest.note([keyed(7, "a"), keyed(8, "b")]);
  assert.deepEqual(said(mixed.fresh(latest).imageFor(member(), shelf)), ["0", 2]);
  assert.equal(batch(0, 1, 2).fresh(latest).items.length, 2);
});

test("of a batch that is outdated as a whole there is nothing left to write, and no entry is too many", () => {
  const latest = new Latest();
  const old = new Batch([keyed(1, "a"), keyed(2, "b")], 2, 0);
  latest.note([keyed(3, "a"), keyed(4, "b")]);
  latest.note([keyed(5, "a"), keyed(6, "b")]);
  const fresh = old.fresh(latest);
  assert.deepEqual([fresh.items.length, fresh.before, fresh.after, fresh.entriesAfter(0)], [0, 2, 2, 0]);
  assert.equal(fresh.imageFor(member(), new ImageShelf()).length, 0);
});

test("what is erased is erased of what is left of a batch, too", () => {
  const latest = new Latest();
  const mixed = new Batch([keyed(1, "a"), keyed(2, "a"), entry(3, "secret")], 3, 0);
  latest.note(mixed.items);
  mixed.fresh(latest).image(jsonSpelling, new ImageShelf());
  mixed.replace(3, withoutContent(entry(3, "secret")));
  assert.ok(!Buffer.from(mixed.fresh(latest).image(jsonSpelling, new ImageShelf())).includes("secret"));
  assert.deepEqual(said(mixed.fresh(latest).image(jsonSpelling, new ImageShelf())), [2, 3]);
});
