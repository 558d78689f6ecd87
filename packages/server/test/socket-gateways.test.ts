import assert from "node:assert/strict";
import { test } from "node:test";
import { NativeGateway, StompGateway, type StompPorts, TextGateway } from "@madang/gateways";
import { socketGateways } from "../src/socket-gateways.ts";

test("design: who speaks over a WebSocket at which path", () => {
  const ports = {} as Omit<StompPorts, "destinations">;
  const { route, native, stomp } = socketGateways({ "stomp-prefixes": [] }, ports);
  assert.ok(native instanceof NativeGateway && route("/ws") === native);
  assert.ok(route("/ws/마당") instanceof TextGateway);
  assert.ok(stomp instanceof StompGateway && route("/stomp") === stomp && route("/stomp/websocket") === stomp);
  for (const path of ["/", "/stomp/", "/wss"]) assert.equal(route(path), undefined);
});
