import assert from "node:assert/strict";
import { test } from "node:test";
import { findingLines } from "../../src/probe/finding.ts";

test("findings stand in columns, a mark before each", () => {
  const lines = findingLines([
    { way: "polling", works: "yes", ms: 3.4, note: "" },
    { way: "WebSocket", works: "no", ms: 1234, note: "426: …" },
    { way: "SSE", works: "partly", ms: 12, note: "buffered" },
  ]);
  assert.equal(lines, "✔ polling       3 ms\n✖ WebSocket  1234 ms  426: …\n~ SSE          12 ms  buffered");
});
