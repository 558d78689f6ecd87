import assert from "node:assert/strict";
import { test } from "node:test";
import { ManualClock } from "@madang/testkit";
import { Pace } from "../src/pace.ts";

test("a burst goes through at once, then as much as the rate gives; the answer says how long to wait", () => {
  const clock = new ManualClock();
  const pace = new Pace(clock, { perSecond: 10, burst: 3 });
  assert.deepEqual([pace.take("a"), pace.take("a"), pace.take("a"), pace.take("a")], [0, 0, 0, 100]);
  clock.advance(60);
  assert.equal(pace.take("a"), 40);
  clock.advance(40);
  assert.equal(pace.take("a"), 0);
  clock.advance(60_000);
  assert.deepEqual([pace.take("a"), pace.take("a"), pace.take("a"), pace.take("a") > 0], [0, 0, 0, true]);
});

test("one key's hurry is nobody else's", () => {
  const pace = new Pace(new ManualClock(), { perSecond: 1, burst: 1 });
  assert.deepEqual([pace.take("a"), pace.take("b"), pace.take("a")], [0, 0, 1000]);
});

test("a hundred thousand keys are taken in their turn, and those at rest forgotten", () => {
  const clock = new ManualClock();
  const pace = new Pace(clock, { perSecond: 10, burst: 1 });
  for (let key = 0; key < 100_000; key++) {
    assert.equal(pace.take(String(key)), 0);
    if (key % 10_000 === 0) clock.advance(1000);
  }
});
