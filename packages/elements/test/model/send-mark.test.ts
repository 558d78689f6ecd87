import assert from "node:assert/strict";
import { test } from "node:test";
import { sendMark } from "../../src/model/send-mark.ts";
import { ko } from "../../src/words/ko.ts";

test("every state of a message can be seen", () => {
  assert.deepEqual(sendMark("queued", ko), { tone: "queued", text: ko.queued, canRetry: false, canDiscard: true });
  assert.equal(sendMark("sending", ko).tone, "sending");
  assert.equal(sendMark("sent", ko).tone, "sent");
  assert.deepEqual(sendMark("unconfirmed", ko), {
    tone: "doubt",
    text: ko.unconfirmed,
    canRetry: true,
    canDiscard: false,
  });
});

test("a failure says why, and whether it is of use to try again", () => {
  const refused = sendMark({ failed: "refused", why: "disk full" }, ko);
  assert.ok(refused.canRetry && refused.canDiscard && refused.text.includes("저장"));
  assert.ok(!sendMark({ failed: "bad", why: "" }, ko).canRetry);
  assert.match(sendMark({ failed: "login", why: "the reason" }, ko).text, /the reason/);
});
