import assert from "node:assert/strict";
import { test } from "node:test";
import { StompGateway } from "../../src/stomp/gateway.ts";
import { CALLER, makeStompYard } from "./yard.ts";

test("STOMP over WebSocket: the highest subprotocol that is offered; none is fine too", async () => {
  const { gateway } = await makeStompYard();
  for (const [offered, chosen] of [
    [["v10.stomp", "v12.stomp", "v11.stomp"], "v12.stomp"],
    [["v10.stomp"], "v10.stomp"],
    [["mqtt"], undefined],
    [[], undefined],
  ] as const) {
    const admission = await gateway.admit({ ...CALLER, subprotocols: [...offered] });
    assert.ok("open" in admission);
    assert.equal(admission.subprotocol, chosen);
  }
});

test("design: /stomp and /stomp/websocket, where Spring's SockJS has its bare WebSocket", () => {
  assert.deepEqual(["/stomp", "/stomp/websocket", "/stomp/", "/ws"].map(StompGateway.speaksAt), [
    true,
    true,
    false,
    false,
  ]);
});

test("limits: an address with too many connections is refused, in STOMP's words where the carrier has none", async () => {
  const { gateway } = await makeStompYard({ limits: true });
  for (let n = 0; n < 200; n++) await gateway.admit(CALLER);
  const refusal = await gateway.admit(CALLER);
  assert.ok("status" in refusal);
  assert.equal(refusal.status, 429);
  assert.match(
    Buffer.from(gateway.refusal(refusal)).toString(),
    /^ERROR\nmessage:Too Many Requests\ncontent-length:\d+\n\ntoo many connections from 10\.0\.0\.1/,
  );
});
