import assert from "node:assert/strict";
import { test } from "node:test";
import { makeEngineYard } from "./engine-yard.ts";

test("a WebSocket's messages, draining and end are its session's", async () => {
  const { gateway, socket } = makeEngineYard();
  const { carrier, end } = await socket("EIO=4&transport=websocket");
  end.text("4hello");
  end.binary(Uint8Array.of(1, 2));
  assert.deepEqual(gateway.session.heard, ["hello", Uint8Array.of(1, 2)]);
  end.drained();
  carrier.end();
  assert.deepEqual(gateway.session.calls, ["drained", "closed"]);
});

test("the server's goodbye is the gateway's to say; a WebSocket that was only tried is just closed", async () => {
  const { poll, socket } = makeEngineYard();
  const { carrier, end } = await socket("EIO=4&transport=websocket");
  end.farewell(7, "the server restarts");
  assert.deepEqual(carrier.goodbye, { code: 1012, reason: "the server restarts 7" });
  const tried = await socket((await poll()).replace("polling", "websocket"));
  tried.end.farewell(7, "the server restarts");
  assert.deepEqual(tried.carrier.goodbye, { code: 1012, reason: "the server restarts" });
});
