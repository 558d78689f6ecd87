import assert from "node:assert/strict";
import { test } from "node:test";
import { EndCounts } from "../src/end-reason.ts";

test("every reason is counted from 0 on", () => {
  const counts = new EndCounts();
  assert.deepEqual([...counts.all.values()], [0, 0, 0, 0, 0, 0]);
  counts.add("lost");
  counts.add("lost");
  assert.deepEqual([counts.all.get("lost"), counts.all.get("goodbye")], [2, 0]);
});
