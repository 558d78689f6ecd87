import assert from "node:assert/strict";
import { test } from "node:test";
import { ManualTurn } from "@madang/testkit";
import { Audience } from "../src/audience.ts";
import { Delivery } from "../src/delivery.ts";
import { ImageShelf } from "../src/image-shelf.ts";
import type { Member } from "../src/member.ts";
import { Tail } from "../src/tail.ts";
import { entry, member, relay } from "./items.ts";
import { Reader } from "./reader.ts";

function makeDelivery(batchSize = 10_000): {
  delivery: Delivery;
  turn: ManualTurn;
  tail: Tail;
  reader: Reader;
  one: Member;
  slow: Member[];
  audience: Audience;
} {
  const turn = new ManualTurn();
  const tail = new Tail(0);
  const audience = new Audience(new ImageShelf());
  const slow: Member[] = [];
  const reader = new Reader();
  const one = member(0, 0, reader);
  audience.add(one);
  const delivery = new Delivery({ turn, tail, audience, batchSize, slow: (each) => slow.push(each) });
  return { delivery, turn, tail, reader, one, slow, audience };
}

test("what a turn brings goes out at its end, as one batch, in the order in which it came", () => {
  const { delivery, turn, tail, reader } = makeDelivery();
  delivery.entry(entry(1));
  delivery.happening(relay(0));
  delivery.entry(entry(2));
  assert.deepEqual(reader.heard, []);
  turn.end();
  assert.deepEqual(
    reader.heard.map(({ kind }) => kind),
    ["entry", "relay", "entry"],
  );
  assert.deepEqual([tail.at(1), tail.end, tail.happened], [undefined, 2, 1]);
});

test("a batch that is too long is several; one entry longer than that is a batch by itself", () => {
  const { delivery, turn, tail } = makeDelivery(200);
  for (const [index, length] of [10, 10, 10, 900, 10, 10].entries())
    delivery.entry(entry(index + 1, "x".repeat(length)));
  turn.end();
  assert.deepEqual(
    [0, 1, 2, 3].map((number) => tail.at(number)?.after),
    [2, 3, 4, 6],
  );
});

test("what comes after a flush within the turn goes out at its end, once", () => {
  const { delivery, turn, reader } = makeDelivery();
  delivery.entry(entry(1));
  delivery.flush();
  delivery.flush();
  delivery.entry(entry(2));
  assert.deepEqual(reader.offsets, [1]);
  turn.end();
  assert.deepEqual(reader.offsets, [1, 2]);
});

test("who has had enough leaves the audience and stands behind what it was given, unless it has left the room", () => {
  const { delivery, turn, reader, one, slow, audience } = makeDelivery();
  reader.full = true;
  delivery.happening(relay(0));
  delivery.entry(entry(1));
  turn.end();
  assert.deepEqual([slow, one.cursor, one.happened, audience.size], [[one], 1, 1, 0]);
  audience.add(one);
  reader.write = () => {
    audience.remove(one);
    one.gone = true;
    return false;
  };
  delivery.entry(entry(2));
  turn.end();
  assert.equal(slow.length, 1);
});

test("an entry that is removed before it goes out, or before it comes, goes out without its content", () => {
  const { delivery, turn, reader } = makeDelivery();
  delivery.entry(entry(1));
  delivery.erase(1);
  delivery.erase(2);
  delivery.entry(entry(2));
  delivery.entry(entry(3));
  turn.end();
  assert.deepEqual(reader.texts, ["", "", "t3"]);
});

test("a gap is told between two batches to whoever is at the head, and is no happening", () => {
  const { delivery, turn, tail, reader } = makeDelivery();
  delivery.entry(entry(1));
  delivery.entry(entry(5));
  turn.end();
  assert.deepEqual(
    reader.heard.map((item) => (item.kind === "entry" ? item.offset : item)),
    [1, { kind: "skipped", entries: 3, happenings: 0 }, 5],
  );
  assert.deepEqual([tail.at(2), tail.happened, tail.at(1)?.before], [undefined, 0, 4]);
});

test("who has had enough of a gap goes on with what follows it", () => {
  const { delivery, turn, tail, reader, one, slow } = makeDelivery();
  reader.full = true;
  delivery.entry(entry(4));
  turn.end();
  assert.deepEqual([slow, one.cursor, tail.after(one.cursor, one.happened), reader.offsets], [[one], 3, 0, []]);
});

test("what happens says after which entry it did, from the first on", () => {
  const turn = new ManualTurn();
  const [tail, audience] = [new Tail(7), new Audience(new ImageShelf())];
  const start = { epoch: "e", offset: 7, check: 1 };
  const delivery = new Delivery({ turn, tail, audience, batchSize: 10_000, start, slow: () => undefined });
  for (const happened of [1, 2, 3]) {
    delivery.happening(relay(happened));
    delivery.entry(entry(7 + happened));
  }
  turn.end();
  const items = tail.at(0)?.items ?? [];
  assert.deepEqual(
    items.flatMap((item) => (item.kind === "entry" ? [] : [item.at?.offset])),
    [7, 8, 9],
  );
});
