import assert from "node:assert/strict";
import { test } from "node:test";
import { corsHeaders, POLL_HEADERS, POST_BODY, POST_HEADERS, preflightHeaders } from "../../src/engineio/index.ts";

test("engine.io lib/transports/polling.ts: a poll is plain text, a POST is answered as HTML, nothing is stored", () => {
  assert.deepEqual(POLL_HEADERS, { "Content-Type": "text/plain; charset=UTF-8", "Cache-Control": "no-store" });
  assert.deepEqual(POST_HEADERS, { "Content-Type": "text/html", "Cache-Control": "no-store" });
  assert.equal(POST_BODY, "ok");
});

test("Fetch, CORS protocol: an origin is named, never a star, for cookies may come", () => {
  assert.deepEqual(corsHeaders(), {});
  assert.equal(corsHeaders("https://a.example")["Access-Control-Allow-Origin"], "https://a.example");
  assert.equal(preflightHeaders("x-a")["Access-Control-Allow-Headers"], "x-a");
  assert.equal("Access-Control-Allow-Headers" in preflightHeaders(), false);
});
