import assert from "node:assert/strict";
import { test } from "node:test";
import { ManualClock } from "@madang/testkit";
import { Deadlines } from "../src/deadlines.ts";

test("a deadline is called once, at its time or up to a second later, unless cancelled", () => {
  const clock = new ManualClock();
  const deadlines = new Deadlines(clock);
  const called: string[] = [];
  deadlines.add(clock.now() + 1500, () => called.push("a"));
  const cancel = deadlines.add(clock.now() + 1500, () => called.push("b"));
  deadlines.add(clock.now() + 60_000, () => called.push("c"));
  cancel();
  clock.advance(1400);
  assert.deepEqual(called, []);
  clock.advance(1200);
  assert.deepEqual(called, ["a"]);
  clock.advance(60_000);
  assert.deepEqual(called, ["a", "c"]);
});

test("a deadline may set another one", () => {
  const clock = new ManualClock();
  const deadlines = new Deadlines(clock);
  let count = 0;
  const again = (): void => {
    count++;
    if (count < 3) deadlines.add(clock.now() + 1000, again);
  };
  again();
  clock.advance(10_000);
  assert.equal(count, 3);
});

test("finer steps are for those whose deadlines are near", () => {
  const clock = new ManualClock();
  const deadlines = new Deadlines(clock, 100);
  let called = false;
  deadlines.add(clock.now() + 750, () => {
    called = true;
  });
  clock.advance(700);
  assert.equal(called, false);
  clock.advance(200);
  assert.equal(called, true);
});
