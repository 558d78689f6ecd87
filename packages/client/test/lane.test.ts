import assert from "node:assert/strict";
import { test } from "node:test";
import type { ErrorMessage } from "@madang/wire/native";
import { Lane } from "../src/lane.ts";
import { Letter } from "../src/letter.ts";
import { ManualClock } from "./manual-clock.ts";

function laneWith(...ids: string[]) {
  const clock = new ManualClock();
  const said: string[] = [];
  const road = { clock, random: () => 1, open: true, say: ({ id }: { id: string }) => said.push(id) };
  const lane = new Lane(road);
  const carriers = { changed: () => {}, retry: () => {}, discard: () => {} };
  const letters = ids.map((id) => new Letter({ id, room: "chat", text: id, at: 0 }, carriers));
  for (const letter of letters) lane.push(letter);
  return { clock, said, road, lane, letters: letters as [Letter, Letter] };
}
const error = (code: ErrorMessage["code"], wait?: number): ErrorMessage => ({
  type: "error",
  code,
  why: "",
  ...(wait === undefined ? {} : { wait }),
});

test("one at a time, in order", () => {
  const { lane, said, letters } = laneWith("a", "b");
  assert.deepEqual(said, ["a"]);
  assert.deepEqual(
    letters.map(({ state }) => state),
    ["sending", "queued"],
  );
  lane.remove(letters[0]);
  assert.deepEqual(said, ["a", "b"]);
});

test("protocol.md, Send: `fast` waits as long as it is told, and nobody overtakes", () => {
  const { lane, said, letters, clock } = laneWith("a", "b");
  lane.postpone(letters[0], error("fast", 1200));
  assert.equal(letters[0].state, "queued");
  clock.advance(1199);
  assert.deepEqual(said, ["a"]);
  clock.advance(1);
  assert.deepEqual(said, ["a", "a"]);
});

test("protocol.md, Send: `refused` is tried again with longer waits, until it goes", () => {
  const { lane, said, letters, clock } = laneWith("a", "b");
  for (const wait of [1000, 2000, 4000]) {
    const before = said.length;
    lane.postpone(letters[0], error("refused"));
    clock.advance(wait - 1);
    assert.equal(said.length, before);
    clock.advance(1);
    assert.equal(said.length, before + 1);
  }
  lane.remove(letters[0]);
  lane.postpone(letters[1], error("refused"));
  clock.advance(1000);
  assert.deepEqual(said, ["a", "a", "a", "a", "b", "b"]);
});

test("ux.md 4.4: what was under way when the link broke is not confirmed, and goes first again", () => {
  const { lane, said, letters, road } = laneWith("a", "b");
  road.open = false;
  lane.lost();
  assert.deepEqual(
    letters.map(({ state }) => state),
    ["unconfirmed", "queued"],
  );
  road.open = true;
  lane.go();
  assert.deepEqual(said, ["a", "a"]);
  assert.equal(letters[0].state, "unconfirmed");
});

test("a lost link ends a wait, and so does somebody in a hurry", () => {
  const { lane, said, letters, clock } = laneWith("a");
  lane.postpone(letters[0], error("fast", 60_000));
  lane.hurry();
  assert.deepEqual(said, ["a", "a"]);
  lane.postpone(letters[0], error("fast", 60_000));
  lane.lost();
  assert.equal(clock.timers, 0);
});

test("one that is taken out while it waits makes room", () => {
  const { lane, said, letters } = laneWith("a", "b");
  lane.remove(letters[1]);
  lane.remove(letters[0]);
  assert.deepEqual(said, ["a"]);
  assert.deepEqual(lane.letters, []);
});
