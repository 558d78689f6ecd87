import assert from "node:assert/strict";
import { test } from "node:test";
import { Climb } from "../src/climb.ts";
import { ManualClock } from "./manual-clock.ts";

function climbing() {
  const clock = new ManualClock();
  const at: number[] = [];
  const begun = clock.now();
  const climb = new Climb(
    clock,
    () => 1,
    () => at.push(clock.now() - begun),
  );
  return { clock, climb, at };
}

test("issue 5: it goes back up when it can: tried after 30 s, then less and less often, at most every 10 min", () => {
  const { clock, climb, at } = climbing();
  for (let tries = 0; tries < 7; tries += 1) {
    climb.wait();
    climb.wait();
    clock.advance(600_000);
  }
  const waits = at.map((time, index) => time - index * 600_000);
  assert.deepEqual(waits, [30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
});

test("when something has changed it is tried at once, and the waits begin again; but only while it waits", () => {
  const { clock, climb, at } = climbing();
  climb.hurry();
  assert.deepEqual(at, []);
  climb.wait();
  climb.hurry();
  assert.deepEqual(at, [0]);
  climb.wait();
  climb.stop();
  clock.advance(1_000_000);
  assert.deepEqual(at, [0]);
  assert.equal(clock.timers, 0);
});
