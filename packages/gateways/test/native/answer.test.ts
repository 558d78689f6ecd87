import assert from "node:assert/strict";
import { test } from "node:test";
import { about, refOf } from "../../src/native/answer.ts";

test("docs/protocol.md, Errors: an error names what it is about as far as the message did", () => {
  assert.deepEqual(about({ type: "send", room: "chat", id: "1", ref: "r", text: "x" }), {
    room: "chat",
    id: "1",
    ref: "r",
  });
  assert.deepEqual(about({ type: "ping" }), {});
  assert.deepEqual(about({ room: 1, id: null }), {});
  assert.deepEqual([refOf({ ref: "" }), refOf({})], [{ ref: "" }, {}]);
});
