import assert from "node:assert/strict";
import { test } from "node:test";
import { HEARTBEAT_MS } from "@madang/wire/sockjs";
import { FakeGateway } from "../fake-gateway.ts";
import { handshake, Peer, text } from "../peer.ts";
import { openEcho } from "./echo-door.ts";
import { sessionUrl } from "./http-peer.ts";

test("sockjs-protocol, test_reuseSessionId: sockets with one session id are sessions of their own", async (t) => {
  const { port, sockjs } = await openEcho(t);
  const url = `${sessionUrl()}/websocket`;
  const [one, two] = [await Peer.join(port, url), await Peer.join(port, url)];
  await Promise.all([one.heard("o"), two.heard("o")]);
  assert.equal(sockjs.counts.sockets, 2);
  one.send(text('["a"]'));
  two.send(text('["b"]'));
  await Promise.all([one.heard('a["a"]'), two.heard('a["b"]')]);
  assert.deepEqual(
    [one.texts, two.texts],
    [
      ["o", 'a["a"]'],
      ["o", 'a["b"]'],
    ],
  );
  one.socket.destroy();
  const third = await Peer.join(port, url);
  await third.heard("o");
});

test("sockjs-protocol, RawWebsocket: plain messages, and the gateway's own goodbye", async (t) => {
  const { port } = await openEcho(t);
  const peer = await Peer.join(port, "/echo/websocket");
  peer.send(text("Hello world!\uffff"));
  await peer.heard("Hello world!\uffff");
  assert.deepEqual(peer.texts, ["Hello world!\uffff"]);
  const other = await Peer.join(port, "/close/websocket");
  assert.deepEqual(await other.until("goodbye", () => other.goodbye), [3000, "Go away!"]);
});

test("a service's subprotocol is told to its gateway, and answered to nobody who did not ask", async (t) => {
  const gateway = new FakeGateway();
  gateway.admission = (caller) => gateway.letIn({ subprotocol: caller.subprotocols[0] ?? "" });
  const { port } = await openEcho(t, { services: [{ base: "/fake", gateway, subprotocols: ["madang.v1"] }] });
  const fields = { "Sec-WebSocket-Protocol": "madang.v1" };
  for (const [target, asked, answered] of [
    [`${sessionUrl("/fake")}/websocket`, {}, false],
    ["/fake/websocket", {}, false],
    ["/fake/websocket", fields, true],
  ] as const) {
    const peer = await Peer.open(port);
    peer.send(handshake(target, asked));
    const { head } = await peer.upgraded();
    assert.equal(/sec-websocket-protocol: madang\.v1/i.test(head), answered);
    assert.deepEqual(gateway.callers.at(-1)?.subprotocols, ["madang.v1"]);
  }
});

test("sockjs-protocol: a heart-beat to those to whom nothing was said, one service's word to all in one image", async (t) => {
  const gateway = new FakeGateway();
  const { port, advance } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
  const peer = await Peer.join(port, `${sessionUrl("/fake")}/websocket`);
  const other = await Peer.join(port, `${sessionUrl("/fake")}/websocket`);
  await gateway.until(() => gateway.sessions.length === 2);
  const [one, two] = gateway.sessions;
  assert.equal(one?.carrier.framing, two?.carrier.framing);
  advance(HEARTBEAT_MS);
  two?.say("news");
  advance(HEARTBEAT_MS);
  await Promise.all([peer.heard("h"), other.heard('a["news"]')]);
  assert.equal(other.texts.includes("h"), false);
});
