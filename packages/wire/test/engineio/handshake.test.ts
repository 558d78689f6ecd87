import assert from "node:assert/strict";
import { test } from "node:test";
import { openPacket, packetText } from "../../src/engineio/index.ts";

test("engine.io-protocol, Handshake: exactly these keys", () => {
  const terms = { pingIntervalMs: 300, pingTimeoutMs: 200, maxPayloadBytes: 1_000_000 };
  assert.equal(
    packetText(openPacket("s", "polling", terms)),
    '0{"sid":"s","upgrades":["websocket"],"pingInterval":300,"pingTimeout":200,"maxPayload":1000000}',
  );
  assert.equal(
    packetText(openPacket("s", "websocket")),
    '0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}',
  );
  assert.match(packetText(openPacket("s", "polling", { upgrades: false })), /"upgrades":\[\]/);
});
