import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeCarrier } from "@madang/testkit";
import { frame, OPCODE } from "@madang/wire/websocket";
import { SockjsSocket } from "../../src/sockjs/socket.ts";
import { FakeGateway } from "../fake-gateway.ts";
import { goodbye, handshake, Peer, text } from "../peer.ts";
import { openEcho } from "./echo-door.ts";
import { sessionUrl } from "./http-peer.ts";

async function join(port: number, base = "/echo"): Promise<Peer> {
  return Peer.join(port, `${sessionUrl(base)}/websocket`);
}

test("sockjs-protocol, Websocket.test_transport and test_empty_frame: o, arrays, single strings, nothing in nothing", async (t) => {
  const { port } = await openEcho(t);
  const peer = await join(port);
  for (const sent of ["", "[]", '["a"]', '"b"', '["c","d"]']) peer.send(text(sent));
  await peer.until("d", () => peer.texts.join().includes('"d"'));
  assert.equal(peer.texts[0], "o");
  const echoed = peer.texts.slice(1).flatMap((heard) => JSON.parse(heard.slice(1)) as string[]);
  assert.deepEqual(echoed, ["a", "b", "c", "d"]);
});

test("sockjs-protocol, Websocket.test_close: o, the close frame, the end", async (t) => {
  const { port } = await openEcho(t);
  const peer = await join(port, "/close");
  assert.deepEqual(await peer.until("goodbye", () => peer.goodbye), [3000, "Go away!"]);
  assert.deepEqual(peer.texts, ["o", 'c[3000,"Go away!"]']);
});

test("sockjs-protocol, test_broken_json: the connection is over, without a close frame of SockJS", async (t) => {
  const gateway = new FakeGateway();
  const { port } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
  const peer = await join(port, "/fake");
  peer.send(text('["a'));
  peer.send(text('["late"]'));
  assert.equal((await peer.until("goodbye", () => peer.goodbye))[0], 1007);
  assert.deepEqual(peer.texts, ["o"]);
  assert.deepEqual(gateway.session.heard, []);
});

test("sockjs-protocol, test_headersSanity: the handshake of RFC 6455", async (t) => {
  const { port } = await openEcho(t);
  const peer = await Peer.open(port);
  peer.send(handshake(`${sessionUrl()}/websocket`, { "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==" }));
  const { head } = await peer.upgraded();
  assert.match(head, /sec-websocket-accept: HSmrc0sMlYUkAGmm5OPpG2HaGWk=/i);
  assert.match(head, /connection: upgrade/i);
  assert.doesNotMatch(head, /content-length/i);
});

test("the gateway's bound is on the message, however long JSON makes it; bytes are not SockJS", async (t) => {
  const gateway = new FakeGateway();
  const { port } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
  const peer = await join(port, "/fake");
  peer.send(text(JSON.stringify(["\u0001".repeat(1000)])));
  await gateway.until(() => gateway.session.heard.length === 1);
  peer.send(text(JSON.stringify(["x".repeat(1001)])));
  assert.equal((await peer.until("goodbye", () => peer.goodbye))[0], 1009);
  const other = await join(port, "/fake");
  other.send(frame(OPCODE.binary, new Uint8Array(3), { mask: 1 }));
  assert.equal((await other.until("goodbye", () => other.goodbye))[0], 1003);
  assert.match(other.texts[1] ?? "", /^c\[1003,/);
});

test("the gateway's session hears of the end once, whoever says goodbye first", async (t) => {
  const gateway = new FakeGateway();
  const { port, sockjs } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
  const peer = await join(port, "/fake");
  peer.send(goodbye(1000));
  await gateway.until(() => gateway.session.calls.includes("closed"));
  const other = await join(port, "/fake");
  gateway.session.farewell(7, "restart");
  await other.heard('c[1012,"restart 7"]');
  other.send(goodbye(1012));
  await gateway.until(() => gateway.session.calls.includes("closed"));
  assert.deepEqual(
    gateway.sessions.map(({ calls }) => calls),
    [["closed"], ["closed"]],
  );
  assert.equal(sockjs.counts.sockets, 0);
});

test("carrier.ts, hold and isDeaf: they are those of the WebSocket beneath", () => {
  const [gateway, under] = [new FakeGateway(), new FakeCarrier()];
  const nothing = (): void => undefined;
  const terms = { framing: () => under.framing, bytes: () => 0, begun: nothing, gone: nothing };
  const socket = new SockjsSocket(terms, under, gateway.letIn());
  const { carrier } = gateway.session;
  assert.equal(carrier, socket);
  for (const on of [true, false]) carrier.hold?.(on);
  assert.deepEqual(under.holds, [true, false]);
  assert.equal(carrier.isDeaf, false);
  under.isDeaf = true;
  assert.equal(carrier.isDeaf, true);
});
