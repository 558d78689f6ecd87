import assert from "node:assert/strict";
import { test } from "node:test";
import { retentionOf } from "../../src/model/retention.ts";

test("a retention is one of those offered, for good otherwise", () => {
  assert.equal(retentionOf("30d"), "30d");
  assert.equal(retentionOf(null), "forever");
});
