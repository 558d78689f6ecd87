import assert from "node:assert/strict";
import { test } from "node:test";
import {
  BROKEN_JSON,
  CALLBACK_INVALID,
  CALLBACK_REQUIRED,
  NO_SESSION,
  PAYLOAD_EXPECTED,
} from "../../src/sockjs/index.ts";

test("sockjs-protocol, test_invalid_json, test_no_callback, test_invalid_session: statuses and exact words", () => {
  assert.deepEqual(PAYLOAD_EXPECTED, { status: 500, text: "Payload expected." });
  assert.deepEqual(BROKEN_JSON, { status: 500, text: "Broken JSON encoding." });
  assert.deepEqual(CALLBACK_REQUIRED, { status: 500, text: '"callback" parameter required' });
  assert.deepEqual(CALLBACK_INVALID, { status: 500, text: 'invalid "callback" parameter' });
  assert.equal(NO_SESSION.status, 404);
});
