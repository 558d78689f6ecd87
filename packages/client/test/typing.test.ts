import assert from "node:assert/strict";
import { test } from "node:test";
import { Typing } from "../src/typing.ts";
import { ManualClock } from "./manual-clock.ts";

test("protocol.md: every 3 s at most, however many keys are pressed; an end is told once", () => {
  const clock = new ManualClock();
  const told: [number, boolean][] = [];
  const start = clock.now();
  const typing = new Typing(clock, (on) => told.push([clock.now() - start, on]));
  typing.set(false);
  for (let key = 0; key < 70; key += 1) {
    typing.set(true);
    clock.advance(100);
  }
  typing.set(false);
  typing.set(false);
  typing.set(true);
  assert.deepEqual(told, [
    [0, true],
    [3000, true],
    [6000, true],
    [7000, false],
  ]);
});

test("a message ends it without a word", () => {
  const told: boolean[] = [];
  const typing = new Typing(new ManualClock(), (on) => told.push(on));
  typing.set(true);
  typing.over();
  typing.set(false);
  assert.deepEqual(told, [true]);
  typing.set(true);
  assert.deepEqual(told, [true, true], "the next message is begun at once");
});
