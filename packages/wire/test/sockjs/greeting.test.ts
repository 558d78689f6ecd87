import assert from "node:assert/strict";
import { test } from "node:test";
import { GREETING } from "../../src/sockjs/index.ts";

test("sockjs-protocol, Greeting url; Http10: 19 bytes", () => {
  assert.equal(GREETING, "Welcome to SockJS!\n");
  assert.equal(GREETING.length, 19);
});
