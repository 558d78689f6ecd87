import assert from "node:assert/strict";
import { test } from "node:test";
import { UsageError } from "@madang/store-sqlite";

test("it says its name and what was wrong", () => {
  assert.equal(String(new UsageError("the store is closed")), "UsageError: the store is closed");
});
