import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_BODY } from "../../src/stomp/frame.ts";
import { requiredHeader } from "../../src/stomp/required-header.ts";

test("STOMP 1.2 SEND: a frame without its required header is told which; an empty one is there", () => {
  const frame = { command: "SEND", headers: [["empty", ""]], body: NO_BODY } as const;
  assert.equal(requiredHeader(frame, "empty"), "");
  assert.throws(() => requiredHeader(frame, "destination"), {
    name: "PeerError",
    closeCode: 1002,
    message: "SEND without destination",
  });
});
