import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeExtendedConnect } from "../../src/websocket/extended-connect.ts";

test("RFC 8441 5: the offers of a CONNECT, without a key", () => {
  const fields = {
    "sec-websocket-version": "13",
    "sec-websocket-protocol": "a, b",
    "sec-websocket-extensions": "x; y=1",
  };
  assert.deepEqual(judgeExtendedConnect(new Map(Object.entries(fields))), {
    subprotocols: ["a", "b"],
    extensions: [{ name: "x", parameters: [{ name: "y", value: "1" }] }],
  });
});

test("RFC 6455 4.4: another version is told which is spoken", () => {
  for (const fields of [new Map(), new Map([["sec-websocket-version", "8"]])]) {
    const refusal = judgeExtendedConnect(fields);
    assert.ok("status" in refusal);
    assert.deepEqual([refusal.status, refusal.headers], [400, { "Sec-WebSocket-Version": "13" }]);
  }
});

test("RFC 6455 11.3: offers that break their grammar", () => {
  for (const [name, value] of [
    ["sec-websocket-protocol", "a, a"],
    ["sec-websocket-protocol", "a b"],
    ["sec-websocket-extensions", "x; ="],
  ] as const) {
    const refusal = judgeExtendedConnect(
      new Map([
        ["sec-websocket-version", "13"],
        [name, value],
      ]),
    );
    assert.ok("status" in refusal && refusal.status === 400, value);
  }
});
