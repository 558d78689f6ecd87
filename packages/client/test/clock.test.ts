import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../src/clock.ts";

test("the runtime's clock calls later, unless cancelled", async () => {
  const before = systemClock.now();
  const called: string[] = [];
  const cancel = systemClock.after(0, () => called.push("cancelled"));
  cancel();
  await new Promise<void>((done) => systemClock.after(5, done));
  assert.deepEqual(called, []);
  assert.ok(systemClock.now() >= before);
});
