import assert from "node:assert/strict";
import { test } from "node:test";
import { StompFrames, spell } from "../transports/stomp-frame.ts";

test("frames are the same however they are cut and joined, with heart-beats between them", () => {
  const wire = `\n${spell("RECEIPT", { "receipt-id": "1", position: "e_1" })}\n\n${spell("MESSAGE", { id: "m:1" }, "마당\n\n.")}`;
  const whole = new StompFrames().take(wire);
  assert.deepEqual(
    whole.map(({ command, headers, body }) => [command, ...headers, body]),
    [
      ["RECEIPT", ["receipt-id", "1"], ["position", "e_1"], ""],
      ["MESSAGE", ["id", "m:1"], "마당\n\n."],
    ],
  );
  for (let cut = 0; cut <= wire.length; cut++) {
    const frames = new StompFrames();
    assert.deepEqual([...frames.take(wire.slice(0, cut)), ...frames.take(wire.slice(cut))], whole);
  }
});
