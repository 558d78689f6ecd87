import assert from "node:assert/strict";
import { test } from "node:test";
import { AckWindow } from "../../src/stomp/ack-window.ts";
import { UsageError } from "../../src/websocket/usage-error.ts";

function filled(mode: "client" | "client-individual", size?: number): AckWindow {
  const window = new AckWindow(mode, size);
  for (const message of ["a", "b", "c"]) window.add(message);
  return window;
}

test("STOMP 1.2 SUBSCRIBE ack Header, client: an ACK stands for the message and all before it", () => {
  const window = filled("client");
  assert.deepEqual(window.settle("b"), ["a", "b"]);
  assert.deepEqual(window.unsettled, ["c"]);
  assert.deepEqual(window.settle("c"), ["c"]);
});

test("STOMP 1.2 SUBSCRIBE ack Header, client-individual: an ACK stands for its message only", () => {
  const window = filled("client-individual");
  assert.deepEqual(window.settle("b"), ["b"]);
  assert.deepEqual(window.unsettled, ["a", "c"]);
});

test("what is not there settles nothing: unknown, or settled before", () => {
  for (const mode of ["client", "client-individual"] as const) {
    const window = filled(mode);
    window.settle("a");
    assert.deepEqual([window.settle("a"), window.settle("x"), window.has("a"), window.has("b")], [[], [], false, true]);
  }
});

test("a full window has no room until something is settled; to deliver all the same is our own fault", () => {
  const window = filled("client", 3);
  assert.equal(window.room, 0);
  assert.throws(() => window.add("d"), UsageError);
  window.settle("b");
  assert.equal(window.room, 2);
  assert.throws(() => window.add("c"), UsageError);
});
