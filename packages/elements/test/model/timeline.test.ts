import assert from "node:assert/strict";
import { test } from "node:test";
import type { PersonObject } from "@madang/client";
import { Timeline, type TimelineItem } from "../../src/model/timeline.ts";
import { FakeOutgoing } from "../fake/fake-outgoing.ts";
import { FakeRoom } from "../fake/fake-room.ts";

const you = { kind: "guest", name: "민서" } as const;
const other = { kind: "guest", name: "철수" } as const;
const room = new FakeRoom({ name: "chat", you: () => you, now: () => 0 });
const entry = (offset: number, author: PersonObject = other, id = `m${offset}`) =>
  room.entry(author, `t${offset}`, { offset, at: 0, id });
const outgoing = (id: string, at = 0) => new FakeOutgoing({ id, room: "chat", text: id, at }, () => {});
const texts = (items: readonly TimelineItem[]) =>
  items.map((item) =>
    item.kind === "entry" ? item.entry.text : item.kind === "outgoing" ? item.outgoing.text : item.kind,
  );

test("entries stand in the server's order, each once", () => {
  const timeline = new Timeline();
  assert.ok(timeline.add(entry(3), you));
  assert.ok(timeline.add(entry(5), you));
  assert.ok(timeline.add(entry(4), you));
  assert.ok(!timeline.add(entry(5), you));
  assert.equal(timeline.prepend([entry(1), entry(2), entry(3)], you), 2);
  assert.deepEqual(texts(timeline.placed), ["t1", "t2", "t3", "t4", "t5"]);
});

test("an entry is not moved over a mark: behind it is another history", () => {
  const timeline = new Timeline();
  timeline.add(entry(5), you);
  timeline.mark({ kind: "gap", cause: "history" });
  timeline.add(entry(2), you);
  assert.deepEqual(texts(timeline.placed), ["t5", "mark", "t2"]);
});

test("notices stand where they came", () => {
  const timeline = new Timeline();
  timeline.add(entry(1), you);
  timeline.note({ what: "came", person: other, self: false });
  timeline.add(entry(2), you);
  assert.deepEqual(texts(timeline.placed), ["t1", "notice", "t2"]);
});

test("what is under way stands in the order of writing, and keeps its key when it is placed", () => {
  const timeline = new Timeline();
  timeline.track(outgoing("b", 2));
  timeline.track(outgoing("a", 1));
  assert.deepEqual(texts(timeline.underWay), ["a", "b"]);
  const key = timeline.underWay[0]?.key;
  timeline.add(entry(1, you, "a"), you);
  assert.deepEqual(texts(timeline.underWay), ["b"]);
  assert.equal(timeline.placed[0]?.key, key);
});

test("the word that it was sent may come after the entry", () => {
  const timeline = new Timeline();
  const mine = outgoing("a");
  timeline.track(mine);
  timeline.add(entry(1, you, "a"), you);
  timeline.track(mine);
  assert.deepEqual(timeline.underWay, []);
});

test("another person's entry with the same id is another", () => {
  const timeline = new Timeline();
  timeline.track(outgoing("a"));
  timeline.add(entry(1, other, "a"), you);
  assert.equal(timeline.underWay.length, 1);
  assert.notEqual(timeline.placed[0]?.key, timeline.underWay[0]?.key);
  timeline.drop("a");
  assert.equal(timeline.underWay.length, 0);
  assert.ok(!timeline.isEmpty);
});

test("a removed entry loses its content and keeps its place", () => {
  const timeline = new Timeline();
  timeline.add(entry(1), you);
  timeline.remove(1);
  timeline.remove(99);
  const [item] = timeline.placed;
  assert.ok(item?.kind === "entry" && item.entry.removed && item.entry.text === "");
});
