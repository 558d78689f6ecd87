import assert from "node:assert/strict";
import { test } from "node:test";
import { StoreRefusal } from "@madang/hub";

test("a refusal is an error that is told from all others by its name, and says why", () => {
  const refusal = new StoreRefusal("the disk is full", { cause: "ENOSPC" });
  assert.ok(refusal instanceof Error);
  assert.deepEqual([refusal.name, refusal.message, refusal.cause], ["StoreRefusal", "the disk is full", "ENOSPC"]);
});
