import assert from "node:assert/strict";
import { test } from "node:test";
import { OUTCOMES } from "../src/call.ts";

test("every outcome of an append has its number", () => {
  assert.deepEqual([...OUTCOMES], ["new", "repeat", "conflict"]);
});
