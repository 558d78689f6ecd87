import assert from "node:assert/strict";
import { test } from "node:test";
import { RESERVED_EVENTS } from "../../src/socketio/index.ts";
import { BINARY_ACK, BINARY_EVENT, PACKET_TYPES } from "../../src/socketio/packet.ts";

test("socket.io-protocol, Packet types: digits 0 to 6", () => {
  assert.deepEqual(PACKET_TYPES, ["connect", "disconnect", "event", "ack", "connect_error"]);
  assert.deepEqual([BINARY_EVENT, BINARY_ACK], [5, 6]);
});

test("socket.io-parser, RESERVED_EVENTS", () => {
  assert.equal(RESERVED_EVENTS.has("disconnecting"), true);
  assert.equal(RESERVED_EVENTS.has("message"), false);
});
