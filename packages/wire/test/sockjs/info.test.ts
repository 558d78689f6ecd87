import assert from "node:assert/strict";
import { test } from "node:test";
import { infoDocument } from "../../src/sockjs/index.ts";

test("sockjs-protocol, Info test: the document, with entropy from 0 to 2^32 - 1", () => {
  const all = infoDocument({ websocket: true, cookieNeeded: false }, Uint8Array.of(255, 255, 255, 255));
  assert.equal(all, '{"websocket":true,"origins":["*:*"],"cookie_needed":false,"entropy":4294967295}');
  const other = { websocket: false, cookieNeeded: true, baseUrl: "https://b.example/sockjs" };
  assert.deepEqual(JSON.parse(infoDocument(other, Uint8Array.of(0, 0, 1, 2))), {
    websocket: false,
    origins: ["*:*"],
    cookie_needed: true,
    entropy: 258,
    base_url: "https://b.example/sockjs",
  });
});
