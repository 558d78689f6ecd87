import assert from "node:assert/strict";
import { test } from "node:test";
import { plainHttpServer } from "../src/plain-http.ts";
import { openDoor } from "./open-door.ts";
import { Peer, requestHead } from "./peer.ts";

test("P13: heads and requests have their time", (t) => {
  const server = plainHttpServer(() => undefined);
  t.after(() => server.close());
  assert.equal(server.headersTimeout, 10_000);
  assert.equal(server.requestTimeout, 30_000);
});

test("Node: a server that never listens knows its connections all the same, so that idle ones can be closed", async (t) => {
  const { port, http } = await openDoor(t);
  const peer = await Peer.open(port);
  peer.send(requestHead("GET / HTTP/1.1"));
  await peer.answer();
  http.closeIdleConnections();
  await peer.ended();
});
