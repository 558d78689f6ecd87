import assert from "node:assert/strict";
import { test } from "node:test";
import { TRANSPORTS } from "../src/transport.ts";

test("design.md: WebSocket first, then SSE, long polling, polling", () => {
  assert.deepEqual(TRANSPORTS, ["websocket", "sse", "long-poll", "poll"]);
});
