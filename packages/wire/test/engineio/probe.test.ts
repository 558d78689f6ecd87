import assert from "node:assert/strict";
import { test } from "node:test";
import { UPGRADE_TIMEOUT_MS } from "../../src/engineio/index.ts";
import { Probe } from "../../src/engineio/probe.ts";

test("engine.io-protocol, Upgrade: 2probe, then 5; anything else is wrong", () => {
  const probe = new Probe("ws", 5);
  assert.equal(probe.deadline, 5 + UPGRADE_TIMEOUT_MS);
  assert.equal(probe.read("5"), "wrong");
  assert.equal(probe.answered, false);
  assert.equal(probe.read("2probe"), "answer");
  assert.equal(probe.answered, true);
  assert.equal(probe.read("5"), "upgrade");
  for (const wrong of ["2", "4a", "", "x", Uint8Array.of(1)]) assert.equal(probe.read(wrong), "wrong");
});
