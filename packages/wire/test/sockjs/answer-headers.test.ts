import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CACHED,
  corsHeaders,
  entityTag,
  infoHeaders,
  PROFILE_0_3_3,
  preflightHeaders,
  sessionCookie,
  transportHeaders,
} from "../../src/sockjs/index.ts";
import { nodeHost } from "../host.ts";

test("sockjs-protocol, verify_cors: the origin comes back, with credentials; a star and none without one", () => {
  assert.deepEqual(corsHeaders("test"), {
    "Access-Control-Allow-Origin": "test",
    "Access-Control-Allow-Credentials": "true",
    Vary: "Origin",
  });
  assert.deepEqual(corsHeaders(), { "Access-Control-Allow-Origin": "*", Vary: "Origin" });
  assert.equal(corsHeaders("null")["Access-Control-Allow-Origin"], "null");
});

test("sockjs-protocol-0.3.3, verify_cors: null is a star, credentials always", () => {
  const headers = corsHeaders("null", "", PROFILE_0_3_3);
  assert.equal(headers["Access-Control-Allow-Origin"], "*");
  assert.equal(corsHeaders("", "", PROFILE_0_3_3)["Access-Control-Allow-Credentials"], "true");
});

test("sockjs-protocol, test_request_headers_cors: what was asked for comes back, nothing without", () => {
  assert.equal(corsHeaders("test", "a, b, c")["Access-Control-Allow-Headers"], "a, b, c");
  assert.equal("Access-Control-Allow-Headers" in corsHeaders("test", ""), false);
});

test("sockjs-protocol, verify_options: cached for a year, methods listed", () => {
  const headers = preflightHeaders(["OPTIONS", "POST"]);
  assert.match(headers["Cache-Control"] ?? "", /^public, max-age=[1-9]\d{6,}$/);
  assert.equal(headers["Access-Control-Allow-Methods"], "OPTIONS, POST");
  assert.ok(Number(headers["Access-Control-Max-Age"]) > 1_000_000);
  assert.ok(headers["Expires"] === CACHED["Expires"] && headers["Expires"] !== undefined);
});

test("sockjs-protocol, content types and verify_not_cached", () => {
  const noCache = "no-store, no-cache, no-transform, must-revalidate, max-age=0";
  assert.deepEqual(transportHeaders("eventsource"), { "Content-Type": "text/event-stream", "Cache-Control": noCache });
  assert.equal(transportHeaders("eventsource", PROFILE_0_3_3)["Content-Type"], "text/event-stream; charset=UTF-8");
  assert.equal(transportHeaders("xhr")["Content-Type"], "application/javascript; charset=UTF-8");
  assert.equal(transportHeaders("jsonp")["X-Content-Type-Options"], "nosniff");
  assert.equal(infoHeaders()["Content-Type"], "application/json; charset=UTF-8");
});

test("sockjs-protocol, test_cacheability: one page, one tag", () => {
  assert.equal(entityTag("a", nodeHost), entityTag("a", nodeHost));
  assert.notEqual(entityTag("a", nodeHost), entityTag("b", nodeHost));
  assert.match(entityTag("a", nodeHost), /^"[^"]+"$/);
});

test("sockjs-protocol, JSESSIONID cookie: what came, or dummy", () => {
  assert.deepEqual(sessionCookie(), { "Set-Cookie": "JSESSIONID=dummy; path=/" });
  assert.deepEqual(sessionCookie("a=b; JSESSIONID=abcdef; c"), { "Set-Cookie": "JSESSIONID=abcdef; path=/" });
});
