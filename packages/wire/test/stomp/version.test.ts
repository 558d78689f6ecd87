import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseSubprotocol } from "../../src/stomp/version.ts";

test("RFC 6455 1.9: of the subprotocols that are offered, the highest version is chosen, in whatever order", () => {
  assert.equal(chooseSubprotocol(["v10.stomp", "v11.stomp", "v12.stomp"]), "v12.stomp");
  assert.equal(chooseSubprotocol(["chat", "v11.stomp", "v10.stomp"]), "v11.stomp");
  assert.equal(chooseSubprotocol(["v10.stomp"]), "v10.stomp");
});

test("no subprotocol, or none of ours, is no choice", () => {
  assert.equal(chooseSubprotocol([]), undefined);
  assert.equal(chooseSubprotocol(["stomp", "V12.STOMP"]), undefined);
});
