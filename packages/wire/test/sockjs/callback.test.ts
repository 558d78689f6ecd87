import assert from "node:assert/strict";
import { test } from "node:test";
import { CALLBACK_INVALID, CALLBACK_REQUIRED, readCallback } from "../../src/sockjs/index.ts";

const asked = (name: string, value: string) => readCallback(new Map([[name, value]]));

test("sockjs-protocol, test_no_callback: there must be one, under either name", () => {
  assert.equal(readCallback(new Map()), CALLBACK_REQUIRED);
  assert.equal(asked("c", "_jp.abcd"), "_jp.abcd");
  assert.equal(asked("callback", "a-Z_0.9"), "a-Z_0.9");
});

test("sockjs-protocol, test_invalid_callback: only [a-zA-Z0-9-_.], at most 32", () => {
  for (const bad of [" ", "*", "abc(", "", "a\n", "마당", "a".repeat(33)])
    assert.equal(asked("c", bad), CALLBACK_INVALID);
});
