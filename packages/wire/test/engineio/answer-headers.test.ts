import assert from "node:assert/strict";
import { test } from "node:test";
import { POLL_HEADERS, POST_BODY, POST_HEADERS } from "../../src/engineio/index.ts";

test("engine.io lib/transports/polling.ts: a poll is plain text, a POST is answered as HTML, nothing is stored", () => {
  assert.deepEqual(POLL_HEADERS, { "Content-Type": "text/plain; charset=UTF-8", "Cache-Control": "no-store" });
  assert.deepEqual(POST_HEADERS, { "Content-Type": "text/html", "Cache-Control": "no-store" });
  assert.equal(POST_BODY, "ok");
});
