import assert from "node:assert/strict";
import { test } from "node:test";
import { after, type State } from "../../src/stomp/state.ts";

test("STOMP 1.2 Connecting: CONNECT, the decision, DISCONNECT, the end", () => {
  let state: State = "waiting";
  const seen = (["gotConnect", "accepted", "gotDisconnect", "end"] as const).map((signal) => {
    state = after(state, signal);
    return state;
  });
  assert.deepEqual(seen, ["deciding", "open", "leaving", "closed"]);
});

test("every state can end; a signal that means nothing changes nothing", () => {
  for (const state of ["waiting", "deciding", "open", "leaving", "closed"] as const)
    assert.equal(after(state, "end"), "closed");
  assert.equal(after("waiting", "accepted"), "waiting");
  assert.equal(after("open", "gotConnect"), "open");
  assert.equal(after("closed", "gotConnect"), "closed");
});
