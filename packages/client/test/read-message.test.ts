import assert from "node:assert/strict";
import { test } from "node:test";
import { readMessage } from "../src/read-message.ts";

test("protocol.md: what the server says, what a later version says, and what nobody can read", () => {
  assert.deepEqual(readMessage('{"type":"pong"}'), { type: "pong" });
  assert.equal(readMessage('{"type":"reaction"}'), undefined);
  assert.equal(readMessage("{"), "broken");
});
