import assert from "node:assert/strict";
import { test } from "node:test";
import { kernelChance } from "../src/chance.ts";

test("an id has 25 base-36 digits and is not met twice", () => {
  const ids = Array.from({ length: 1_000 }, () => kernelChance.id());
  assert.ok(ids.every((id) => /^[0-9a-z]{25}$/.test(id)));
  assert.equal(new Set(ids).size, ids.length);
});
