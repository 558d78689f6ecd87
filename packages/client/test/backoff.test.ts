import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { backoff } from "../src/backoff.ts";

test("protocol.md, Staying: a random time between 0 and 0.5 s · 2ⁿ, at most 30 s", () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(2000), random, (tries, chance) => {
      const wait = backoff(tries, () => chance);
      assert.ok(wait >= 0 && wait <= 30_000 && wait <= 500 * 2 ** tries);
    }),
  );
  assert.equal(
    backoff(3, () => 0.5),
    2000,
  );
});
