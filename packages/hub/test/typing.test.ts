import assert from "node:assert/strict";
import { test } from "node:test";
import type { Author, Happening } from "@madang/hub";
import { ManualClock } from "@madang/testkit";
import { MAX_NAMED_PEOPLE } from "../src/notices.ts";
import { TYPING_MS, Typing } from "../src/typing.ts";

const guest = (name: string): Author => ({ kind: "guest", name });

function makeTyping(): { typing: Typing; clock: ManualClock; told: Happening[] } {
  const clock = new ManualClock();
  const told: Happening[] = [];
  return { typing: new Typing(clock, (happenings) => told.push(...happenings)), clock, told };
}

test("who types is told as a whole within a second, and again only when it has changed", () => {
  const { typing, clock, told } = makeTyping();
  typing.note(guest("a"), true);
  typing.note(guest("b"), true);
  clock.advance(1000);
  typing.note(guest("a"), true);
  clock.advance(1000);
  assert.deepEqual(told, [{ kind: "typing", count: 2, people: [guest("a"), guest("b")] }]);
});

test("who stops, or says nothing more, is no longer typing", () => {
  const { typing, clock, told } = makeTyping();
  typing.note(guest("a"), true);
  typing.note(guest("b"), true);
  clock.advance(1000);
  typing.note(guest("b"), false);
  clock.advance(1000);
  clock.advance(TYPING_MS);
  assert.deepEqual(
    told.map((each) => each.kind === "typing" && each.count),
    [2, 1, 0],
  );
});

test("more than 100 who type are counted, not named", () => {
  const { typing, clock, told } = makeTyping();
  for (let index = 0; index <= MAX_NAMED_PEOPLE; index++) typing.note(guest(String(index)), true);
  clock.advance(1000);
  assert.deepEqual(told, [{ kind: "typing", count: 101 }]);
});

test("who was not typing cannot stop, and nothing is told after the end", () => {
  const { typing, clock, told } = makeTyping();
  typing.note(guest("a"), false);
  clock.advance(1000);
  typing.note(guest("a"), true);
  typing.stop();
  clock.advance(10_000);
  assert.deepEqual(told, []);
});
