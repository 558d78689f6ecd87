import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { type TestContext, test } from "node:test";
import { connect as connectTls } from "node:tls";
import { NodeHost } from "../src/node-host.ts";
import { NodeTurn } from "../src/node-turn.ts";
import { TcpDoor, type TcpDoorOptions } from "../src/tcp-door.ts";
import { FakeGateway } from "./fake-gateway.ts";
import { ManualTicker } from "./manual-ticker.ts";
import { Peer } from "./peer.ts";
import { selfSigned } from "./self-signed.ts";

async function opened(t: TestContext, more: Partial<TcpDoorOptions> = {}) {
  const gateway = new FakeGateway();
  const ticker = new ManualTicker();
  const faults: unknown[] = [];
  const door = new TcpDoor({
    host: new NodeHost(),
    turn: new NodeTurn(),
    ticker,
    gateway,
    refusal: ({ detail }) => Buffer.from(`NO ${detail}`),
    fault: (error) => {
      faults.push(error);
      gateway.look();
    },
    ...more,
  });
  const port = await door.listen(0, "127.0.0.1");
  t.after(async () => {
    const closed = door.close(() => 0, "the test is over");
    const hurry = setInterval(() => ticker.advance(5000), 20);
    await closed;
    clearInterval(hurry);
  });
  return { door, gateway, ticker, faults, port };
}

async function ended(peer: Peer): Promise<void> {
  if (!peer.isClosed) await once(peer.socket, "close", { signal: AbortSignal.timeout(5000) });
}

test("whoever comes is asked for by the address, and carried", async (t) => {
  const { door, gateway, port } = await opened(t);
  const peer = await Peer.open(port);
  peer.send("hello");
  await gateway.until(() => gateway.sessions[0]?.heard.length === 1);
  assert.deepEqual([gateway.callers[0]?.address, gateway.callers[0]?.subprotocols], ["127.0.0.1", []]);
  assert.equal(door.connections, 1);
  gateway.session.say("hi");
  await once(peer.socket, "data");
  assert.equal(peer.bytes.toString(), "hi");
  peer.socket.resetAndDestroy();
  await gateway.until(() => gateway.session.calls.includes("closed"));
  assert.deepEqual([door.connections, door.ended.get("lost")], [0, 1]);
});

test("a refusal is told in the protocol's words, then the connection is over", async (t) => {
  const { gateway, port, ticker } = await opened(t);
  gateway.admission = () => ({ status: 429, title: "Too Many Requests", detail: "too many" });
  const peer = await Peer.open(port);
  await once(peer.socket, "end");
  assert.equal(peer.bytes.toString(), "NO too many");
  ticker.advance(3000);
  peer.socket.end();
  await ended(peer);
});

test("a gateway that fails costs one connection", async (t) => {
  const { gateway, port, faults } = await opened(t);
  gateway.admission = () => Promise.reject(new Error("ours"));
  const peer = await Peer.open(port);
  await peer.until("end", () => peer.isEnded);
  assert.equal(faults.length, 1);
});

test("who sends no more has 2 s for the answers", async (t) => {
  const { gateway, port, ticker } = await opened(t);
  const peer = await Peer.open(port);
  peer.send("last");
  peer.socket.end();
  await gateway.until(() => gateway.sessions[0]?.heard.length === 1);
  await new Promise((later) => setTimeout(later, 20));
  ticker.advance(1000);
  gateway.session.say("answer");
  await once(peer.socket, "data");
  assert.deepEqual(gateway.session.calls, []);
  ticker.advance(3000);
  await ended(peer);
  assert.deepEqual(gateway.session.calls, ["closed"]);
});

test("close: everybody is told, and who does not go in 5 s is ended", async (t) => {
  const { door, gateway, port, ticker } = await opened(t);
  await Peer.open(port);
  await gateway.until(() => gateway.sessions.length === 1);
  gateway.session.farewell = () => undefined;
  let isClosed = false;
  const closed = door
    .close(() => 7, "bye")
    .then(() => {
      isClosed = true;
    });
  await new Promise((later) => setTimeout(later, 20));
  assert.equal(isClosed, false);
  ticker.advance(5000);
  await closed;
  assert.equal(door.ended.get("stop"), 1);
  const late = connect({ port, host: "127.0.0.1" });
  const [error] = (await once(late, "error")) as [NodeJS.ErrnoException];
  assert.equal(error.code, "ECONNREFUSED");
});

test("with a certificate everything goes over TLS", async (t) => {
  const { gateway, port } = await opened(t, { certificate: selfSigned() });
  const socket = connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  socket.write("hello");
  await gateway.until(() => gateway.sessions[0]?.heard.length === 1);
  gateway.session.say("hi");
  const [bytes] = (await once(socket, "data")) as [Buffer];
  assert.equal(bytes.toString(), "hi");
  socket.destroy();
});
