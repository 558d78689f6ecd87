import assert from "node:assert/strict";
import { test } from "node:test";
import { FRAME_LIMITS, FRAME_LIMITS_BEFORE_LOGIN, MAX_COMMAND_BYTES } from "../../src/stomp/frame-limits.ts";

test("STOMP 1.2 Size Limits: who is not let in yet gets no more than who is", () => {
  for (const [name, bound] of Object.entries(FRAME_LIMITS_BEFORE_LOGIN)) {
    assert.ok(bound <= FRAME_LIMITS[name as keyof typeof FRAME_LIMITS], name);
  }
  assert.ok(Object.isFrozen(FRAME_LIMITS) && Object.isFrozen(FRAME_LIMITS_BEFORE_LOGIN));
});

test("every command fits, with a CR", () => {
  assert.ok(MAX_COMMAND_BYTES > "UNSUBSCRIBE\r".length);
});
