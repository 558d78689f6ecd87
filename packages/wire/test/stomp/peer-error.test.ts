import assert from "node:assert/strict";
import { test } from "node:test";
import { PeerError } from "../../src/stomp/peer-error.ts";

test("STOMP 1.2 ERROR: a fault has a short message, perhaps details and headers, and a close code", () => {
  const bare = new PeerError(1002, "unknown command");
  assert.deepEqual(
    [bare.name, bare.closeCode, bare.message, bare.details, bare.headers],
    ["PeerError", 1002, "unknown command", "", []],
  );
  const full = new PeerError(1008, "no", { details: "because", headers: [["version", "1.2"]] });
  assert.deepEqual([full.details, full.headers], ["because", [["version", "1.2"]]]);
});
