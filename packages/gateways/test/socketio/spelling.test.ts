import assert from "node:assert/strict";
import { test } from "node:test";
import type { Happening, Item } from "@madang/hub";
import { draftOf, fakeFraming } from "@madang/testkit";
import { Places } from "../../src/socketio/places.ts";
import { SocketIoSpellings } from "../../src/socketio/spelling.ts";

const place = (offset: number) => ({ epoch: "e", offset, check: offset });
const entry = (offset: number): Item => ({
  ...draftOf(`text ${offset}`),
  kind: "entry",
  room: "chat",
  ...place(offset),
  removed: false,
});
const left = (at: number): Happening => ({ kind: "left", person: { kind: "guest", name: "철수" }, at: place(at) });

/** The last argument of each event. */
function places(image: Uint8Array): string[] {
  const lines = Buffer.from(image).toString().trimEnd().split("\n");
  return lines.map((line) => String((JSON.parse((JSON.parse(line) as string).slice(1)) as unknown[]).at(-1)));
}

test("issue 7, 3: in one room the place is part of the image that all share", () => {
  const spellings = new SocketIoSpellings(true);
  const spelling = spellings.shared("chat", fakeFraming);
  assert.equal(spelling, spellings.shared("chat", fakeFraming));
  assert.equal(spelling.shared, true);
  assert.equal(spelling.key, spellings.shared("other", fakeFraming).key);
  assert.deepEqual(places(spelling.spell([left(6), entry(7), left(7)])), [
    "chat.e_00000000006_0000006",
    "chat.e_00000000007_0000007",
    "chat.e_00000000007_0000007",
  ]);
  // What a reader is told of its own moves it nowhere: no text in the end.
  assert.deepEqual(places(spelling.spell([{ kind: "skipped", entries: 1, happenings: 0 }])), ["[object Object]"]);
});

test("issue 7, 3: in several it is the socket's own, and moves on with what is spelled", () => {
  const spellings = new SocketIoSpellings(true);
  const own = new Places();
  own.set("chat", place(1));
  own.set("other", place(9));
  const [chat, other] = [spellings.own("chat", fakeFraming, own), spellings.own("other", fakeFraming, own)];
  assert.equal(chat.shared, false);
  assert.notEqual(chat.key, other.key);
  const rest = "other.e_00000000009_0000009";
  const items = [left(1), entry(2), left(2)];
  const spelled = ["1_0000001", "2_0000002", "2_0000002"].map((end) => `chat.e_0000000000${end}.${rest}`);
  assert.deepEqual(places(chat.spell(items)), spelled);
  // Again, for one to whom a part of it was not to be told.
  assert.deepEqual(places(chat.spell(items.slice(1))), spelled.slice(1));
  assert.equal(own.text, `chat.e_00000000002_0000002.${rest}`);
});

test("--socketio-recovery off: no places", () => {
  const spelling = new SocketIoSpellings(false).shared("chat", fakeFraming);
  assert.deepEqual(places(spelling.spell([entry(7)])), ["[object Object]"]);
});
