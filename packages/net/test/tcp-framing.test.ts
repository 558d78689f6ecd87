import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeHost } from "../src/node-host.ts";
import { tcpFraming } from "../src/tcp-framing.ts";

test("messages follow one another as they are; a single one is not copied", () => {
  const { key, frame } = tcpFraming(new NodeHost());
  assert.equal(key, "tcp");
  assert.deepEqual(frame(["안\n", Uint8Array.of(0, 255), "b"]), new Uint8Array([...Buffer.from("안\n"), 0, 255, 0x62]));
  const only = Uint8Array.of(1);
  assert.equal(frame([only]), only);
  assert.equal(frame([]).length, 0);
});
