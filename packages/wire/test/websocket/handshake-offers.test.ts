import assert from "node:assert/strict";
import { test } from "node:test";
import { choiceFields, readOffers } from "../../src/websocket/handshake-offers.ts";
import { UsageError } from "../../src/websocket/usage-error.ts";

test("RFC 6455 4.2.1: nothing need be offered", () => {
  assert.deepEqual(readOffers(new Map()), { subprotocols: [], extensions: [] });
});

test("RFC 6455 4.2.2: what was chosen is answered, what was not is left out, what was not offered cannot be", () => {
  const offers = { subprotocols: ["a", "b"], extensions: [] };
  const chosen = { subprotocol: "b", extensions: [{ name: "x", parameters: [] }] };
  assert.deepEqual(choiceFields(offers, chosen), { "Sec-WebSocket-Protocol": "b", "Sec-WebSocket-Extensions": "x" });
  assert.deepEqual(Object.values(choiceFields(offers, {})), [undefined, undefined]);
  assert.throws(() => choiceFields(offers, { subprotocol: "c" }), UsageError);
});
