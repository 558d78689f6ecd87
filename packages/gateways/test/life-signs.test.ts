import assert from "node:assert/strict";
import { test } from "node:test";
import { ManualClock } from "@madang/testkit";
import { LIFE_SIGN_MS, LifeSigns } from "../src/life-signs.ts";

test("many on one timer, every 15 s, until they end; none, no timer", (t) => {
  const clock = new ManualClock();
  const after = t.mock.method(clock, "after");
  const signs = new LifeSigns(clock);
  const counts = [0, 0];
  const ends = counts.map((_, index) =>
    signs.add(() => {
      counts[index] = (counts[index] ?? 0) + 1;
    }),
  );
  clock.advance(2 * LIFE_SIGN_MS);
  assert.deepEqual(counts, [2, 2]);
  assert.equal(after.mock.callCount(), 3);
  ends[0]?.();
  clock.advance(LIFE_SIGN_MS);
  ends[1]?.();
  clock.advance(5 * LIFE_SIGN_MS);
  assert.deepEqual(counts, [2, 3]);
  assert.equal(after.mock.callCount(), 4);
});
