import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_REFUSALS, Refusals } from "../src/refusals.ts";

test("the last refusals are kept, the latest first", () => {
  const refusals = new Refusals();
  for (let at = 0; at < MAX_REFUSALS + 5; at++) refusals.add({ at, address: "::1", reason: "no", claims: {} });
  assert.equal(refusals.list().length, MAX_REFUSALS);
  assert.deepEqual([refusals.list()[0]?.at, refusals.list().at(-1)?.at], [MAX_REFUSALS + 4, 5]);
});
