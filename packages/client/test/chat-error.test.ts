import assert from "node:assert/strict";
import { test } from "node:test";
import { ChatError } from "../src/chat-error.ts";

test("an error carries a code for programs and a reason for people", () => {
  const error = new ChatError("conflict", "this id stands for another message");
  assert.ok(error instanceof Error);
  assert.equal(error.code, "conflict");
  assert.equal(String(error), "ChatError: this id stands for another message");
});
