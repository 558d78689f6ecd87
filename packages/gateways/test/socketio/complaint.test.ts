import assert from "node:assert/strict";
import { test } from "node:test";
import { Complaint } from "../../src/socketio/complaint.ts";

test("docs/socket-io.md: an acknowledgement of what was not done says why, for programs and for people", () => {
  const { answer } = new Complaint("fast", "too much at once", { wait: 7 });
  assert.deepEqual(answer, { ok: false, error: "fast", why: "too much at once", wait: 7 });
});
