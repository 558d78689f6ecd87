import assert from "node:assert/strict";
import { test } from "node:test";
import { payloadFraming, SEPARATOR, socketFraming } from "../../src/engineio/index.ts";
import { webSocketFraming } from "../../src/websocket/index.ts";
import { nodeHost as host } from "../host.ts";

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

test("engine.io-protocol, HTTP long-polling: images joined by RS are the payload of all", () => {
  const { key, frame } = payloadFraming(host);
  assert.equal(key, "engineio-polling");
  const joined = [frame(["a"]), frame(["마당", Uint8Array.of(1, 2, 3, 4)])].map(text).join(SEPARATOR);
  assert.equal(joined, "4a\x1e4마당\x1ebAQIDBA==");
});

test("engine.io-protocol, WebSocket: a frame for each message, bytes without a digit", () => {
  const under = webSocketFraming(host);
  const { key, frame } = socketFraming(under);
  assert.equal(key, "engineio/ws");
  assert.deepEqual(frame(["a", Uint8Array.of(1)]), under.frame(["4a", Uint8Array.of(1)]));
  assert.deepEqual(frame([]), under.frame([]));
});
