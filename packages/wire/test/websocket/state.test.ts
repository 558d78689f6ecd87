import assert from "node:assert/strict";
import { test } from "node:test";
import { after } from "../../src/websocket/state.ts";

test("RFC 6455 7.1.2: the closing handshake begins with either side's close frame and ends with the other's", () => {
  assert.equal(after("open", "sentClose"), "closing");
  assert.equal(after("closing", "gotClose"), "closed");
  assert.equal(after("open", "gotClose"), "closing");
  assert.equal(after("closing", "sentClose"), "closed");
});

test("RFC 6455 7.1.4: the end of the stream closes from anywhere", () => {
  assert.equal(after("open", "end"), "closed");
  assert.equal(after("closing", "end"), "closed");
});

test("closed is the last state", () => {
  for (const signal of ["sentClose", "gotClose", "end"] as const) assert.equal(after("closed", signal), "closed");
});
