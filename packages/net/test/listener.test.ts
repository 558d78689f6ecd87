import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { test } from "node:test";
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from "node:tls";
import { WebSocket } from "ws";
import { Listener } from "../src/listener.ts";
import { until } from "./http-yard.ts";
import { connectFields, Http2Peer } from "./http2-peer.ts";
import { manualTurn } from "./manual-turn.ts";
import { openDoor } from "./open-door.ts";
import { goodbye, handshake, Peer, text } from "./peer.ts";
import { selfSigned } from "./self-signed.ts";

const certificate = selfSigned();

test("of a crowd whose TLS handshakes come at once so many begin a turn, and the rest in the turns after it", async (t) => {
  const turn = manualTurn();
  let taken = 0;
  const take = (socket: Socket): void => {
    taken++;
    socket.destroy();
  };
  const listener = new Listener({ certificate, turn, take });
  const port = await listener.listen(0, "127.0.0.1", assert.ifError);
  t.after(() => listener.close());
  for (let comer = 0; comer < 12; comer++) {
    connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false }).on("error", () => undefined);
  }
  await until("those of the first turn", () => taken === 8);
  for (let rounds = 0; rounds < 50; rounds++) await new Promise(setImmediate);
  assert.equal(taken, 8);
  for (let turns = 0; turns < 2; turns++) turn.end();
  await until("the rest", () => taken === 12);
});

async function dial(port: number, ALPNProtocols?: string[]): Promise<TLSSocket> {
  const options: ConnectionOptions & { readonly allowHalfOpen: boolean } = {
    port,
    host: "127.0.0.1",
    rejectUnauthorized: false,
    allowHalfOpen: true,
  };
  const socket = connectTls(ALPNProtocols === undefined ? options : { ...options, ALPNProtocols });
  await once(socket, "secureConnect");
  return socket;
}

for (const alpn of [["http/1.1"], undefined]) {
  test(`RFC 7301: ${alpn ?? "no ALPN"} is HTTP/1.1: a WebSocket, its goodbye, the end of TLS`, async (t) => {
    const { port, gateway } = await openDoor(t, { certificate });
    gateway.answer = (session, message) => session.say(`${message}!`);
    const peer = new Peer<TLSSocket>(await dial(port, alpn));
    peer.send(handshake("/ws/chat", { Origin: "https://localhost" }));
    await peer.upgraded();
    peer.send(text("hello"));
    await peer.heard("hello!");
    peer.send(goodbye(1000));
    await peer.ended();
    assert.deepEqual(peer.goodbye, [1000, ""]);
    peer.socket.end();
    await peer.until("close", () => peer.isClosed);
  });
}

test("RFC 9113 3.2: h2 by ALPN on the same port: WebSockets and requests", async (t) => {
  const { port, gateway } = await openDoor(t, { certificate });
  gateway.answer = (session, message) => session.say(message);
  const browser = await Http2Peer.open(t, `https://127.0.0.1:${port}`);
  assert.equal(browser.session.alpnProtocol, "h2");
  const peer = await browser.join("/ws/chat", { ":scheme": "https", origin: "https://localhost" });
  peer.send(text("over h2"));
  await peer.heard("over h2");
  assert.equal((await browser.ask({ ":path": "/page" })).body, "GET /page ");
  assert.equal((await browser.ask(connectFields("/elsewhere"))).status, 404);
});

test("wss:// of ws: 1 MB there and back, and a reset of ours", async (t) => {
  const { port, gateway, ticker } = await openDoor(t, { certificate });
  gateway.maxMessageBytes = 2_000_000;
  gateway.answer = (session, message) => session.say(message);
  const client = new WebSocket(`wss://127.0.0.1:${port}/ws/chat`, { rejectUnauthorized: false, autoPong: false });
  await once(client, "open");
  const words = "안녕".repeat(166_000);
  client.send(words);
  const [echoed] = (await once(client, "message")) as [Buffer];
  assert.equal(echoed.toString(), words);
  const closed = once(client, "close");
  // The heart-beat allows for a megabyte that is read slowly.
  ticker.advance(100_000);
  assert.equal((await closed)[0], 1006);
});

test("HTTP/1.1 over TLS: kept alive, bodies, and an upgrade on a kept connection", async (t) => {
  const { port } = await openDoor(t, { certificate });
  const peer = new Peer<TLSSocket>(await dial(port, ["http/1.1"]));
  for (let round = 0; round < 2; round++) {
    peer.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc");
    assert.equal((await peer.answer()).body, "POST /a abc");
  }
  peer.send(handshake());
  await peer.upgraded();
  peer.socket.destroy();
});

test("who speaks clear text to a TLS port costs nothing but its own connection", async (t) => {
  const { port, gateway } = await openDoor(t, { certificate });
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(handshake());
  await once(socket, "close");
  await Http2Peer.open(t, `https://127.0.0.1:${port}`).then((browser) => browser.join());
  assert.equal(gateway.sessions.length, 1);
});

test("a renewed certificate is what the next connections get; one that is none is refused, and the old one stays", async (t) => {
  const { port, door } = await openDoor(t, { certificate });
  const shown = async () => {
    const socket = await dial(port);
    const name = socket.getPeerCertificate().subject.CN;
    socket.destroy();
    return name;
  };
  assert.equal(await shown(), "localhost");
  door.renew(selfSigned("renewed.example"));
  assert.equal(await shown(), "renewed.example");
  assert.throws(() => door.renew({ cert: "nonsense", key: "nonsense" }));
  assert.throws(() => door.renew({ cert: selfSigned().cert, key: certificate.key }), /mismatch|key/);
  assert.equal(await shown(), "renewed.example");
});

test("the stop waits for goodbyes over TLS, and ends HTTP/2 connections without streams at once", async (t) => {
  const { port, door } = await openDoor(t, { certificate });
  await Http2Peer.open(t, `https://127.0.0.1:${port}`);
  const peer = new Peer<TLSSocket>(await dial(port));
  peer.send(handshake());
  await peer.upgraded();
  const closed = door.close(() => 3, "bye");
  assert.deepEqual(await peer.until("goodbye", () => peer.goodbye), [1012, "bye 3"]);
  peer.send(goodbye(1012));
  peer.socket.end();
  await closed;
});

test("bound: a TLS handshake has 10 s, and who ends within it is gone", async (t) => {
  const { port, ticker } = await openDoor(t, { certificate });
  const hello = Buffer.from("1603010005", "hex");
  const [silent, ended] = [connect(port, "127.0.0.1"), connect(port, "127.0.0.1")];
  for (const socket of [silent, ended]) socket.on("error", () => undefined).write(hello);
  const gone = once(ended.resume(), "close");
  ended.end();
  await gone;
  const late = once(silent.resume(), "close");
  ticker.advance(9000);
  assert.ok(!silent.destroyed);
  ticker.advance(1000);
  await late;
});
