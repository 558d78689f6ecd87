import assert from "node:assert/strict";
import { test } from "node:test";
import { HEAD_PROFILE, PROFILE_0_3_3 } from "../../src/sockjs/index.ts";

test("sockjs-protocol, verify_not_cached: head adds no-transform to 0.3.3", () => {
  assert.equal(HEAD_PROFILE.noCache, "no-store, no-cache, no-transform, must-revalidate, max-age=0");
  assert.equal(PROFILE_0_3_3.noCache, "no-store, no-cache, must-revalidate, max-age=0");
});
