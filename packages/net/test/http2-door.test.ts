import assert from "node:assert/strict";
import { once } from "node:events";
import { constants, type IncomingHttpHeaders } from "node:http2";
import { test } from "node:test";
import { connectFields, Http2Peer } from "./http2-peer.ts";
import { openDoor } from "./open-door.ts";
import { goodbye, Peer, text } from "./peer.ts";

const clear = { clearHttp2: true };

test("RFC 8441 3: the server says that it takes extended CONNECT", async (t) => {
  const { port } = await openDoor(t, clear);
  const { session } = await Http2Peer.open(t, `http://127.0.0.1:${port}`);
  assert.equal(session.remoteSettings.enableConnectProtocol, true);
});

test("RFC 8441 5: a WebSocket on a stream: 200, messages both ways, the goodbye, and END_STREAM from both", async (t) => {
  const { port, gateway, door } = await openDoor(t, clear);
  gateway.answer = (session, message) => session.say(`${message}!`);
  gateway.admission = () => gateway.letIn({ subprotocol: "chat" });
  const { session } = await Http2Peer.open(t, `http://127.0.0.1:${port}`);
  const fields = { "sec-websocket-protocol": "superchat, chat" };
  const stream = session.request(connectFields("/ws/chat?name=b", fields), { endStream: false });
  const [headers] = (await once(stream, "response")) as [IncomingHttpHeaders];
  assert.equal(headers[":status"], 200);
  assert.equal(headers["sec-websocket-protocol"], "chat");
  assert.equal(headers["sec-websocket-accept"], undefined);
  const peer = new Peer(stream);
  peer.speak();
  peer.send(text("hello"));
  await peer.heard("hello!");
  assert.equal(door.connections, 1);
  peer.send(goodbye(1000));
  await peer.ended();
  assert.deepEqual(peer.goodbye, [1000, ""]);
  stream.end();
  await peer.until("close", () => peer.isClosed);
  assert.equal(stream.rstCode, constants.NGHTTP2_NO_ERROR);
  const [caller] = gateway.callers;
  assert.deepEqual([caller?.path, caller?.query.get("name"), caller?.address], ["/ws/chat", "b", "127.0.0.1"]);
  assert.equal(caller?.headers.get("host"), "localhost");
  assert.deepEqual(caller?.subprotocols, ["superchat", "chat"]);
});

test("RFC 8441 1: many WebSockets on one TCP connection, each its own, beside requests", async (t) => {
  const { port, gateway, door } = await openDoor(t, clear);
  gateway.answer = (session, message) => session.say(message);
  const browser = await Http2Peer.open(t, `http://127.0.0.1:${port}`);
  const peers = await Promise.all(Array.from({ length: 200 }, () => browser.join()));
  for (const [index, peer] of peers.entries()) peer.send(text(`${index}`));
  await Promise.all(peers.map((peer, index) => peer.heard(`${index}`)));
  assert.equal(door.connections, 200);
  const page = await browser.ask({ ":method": "POST", ":path": "/page?a=b" }, "body");
  assert.deepEqual([page.status, page.body], [200, "POST /page?a=b body"]);
  for (const peer of peers) assert.equal(peer.texts.length, 1);
});

const refusals: readonly [rule: string, status: number, path: string, fields: Record<string, string | undefined>][] = [
  ["RFC 6455 4.4: version 13 is what is spoken", 400, "/ws/chat", { "sec-websocket-version": "8" }],
  ["RFC 6455 11.3.4: subprotocols are different tokens", 400, "/ws/chat", { "sec-websocket-protocol": "a, a" }],
  ["RFC 6454 7: a foreign origin", 403, "/ws/chat", { origin: "https://evil.example" }],
  ["RFC 3986 2.1: a path is percent-encoded UTF-8", 400, "/ws/%FF", {}],
  ["RFC 9110 15.5.5: nobody speaks WebSocket there", 404, "/elsewhere", {}],
  ["RFC 8441 4: another :protocol", 501, "/ws/chat", { ":protocol": "connect-udp" }],
];
for (const [rule, status, path, fields] of refusals) {
  test(`${rule}: ${status}, and the connection goes on`, async (t) => {
    const { port, gateway } = await openDoor(t, clear);
    const browser = await Http2Peer.open(t, `http://127.0.0.1:${port}`);
    const answer = await browser.ask(connectFields(path, fields));
    assert.equal(answer.status, status);
    assert.equal(answer.headers["content-type"], "application/problem+json");
    assert.equal((JSON.parse(answer.body) as { status: number }).status, status);
    await browser.join();
    assert.equal(gateway.sessions.length, 1);
  });
}

test("RFC 6454 7: the own origin and a friend's are let in, by :authority", async (t) => {
  const { port } = await openDoor(t, clear);
  const browser = await Http2Peer.open(t, `http://127.0.0.1:${port}`);
  for (const origin of ["http://localhost", "https://friend.example"]) await browser.join(undefined, { origin });
});

test("RFC 9110 11.6.1: a 401 names the scheme that would be taken; a gateway that fails is 503 and a fault", async (t) => {
  const { port, gateway, faults } = await openDoor(t, clear);
  gateway.admission = () => ({ status: 401, title: "Unauthorized", detail: "who are you?" });
  const browser = await Http2Peer.open(t, `http://127.0.0.1:${port}`);
  const answer = await browser.ask(connectFields());
  assert.deepEqual([answer.status, answer.headers["www-authenticate"]], [401, "Bearer"]);
  gateway.admission = () => Promise.reject(new Error("bug"));
  assert.equal((await browser.ask(connectFields())).status, 503);
  assert.match(String(faults), /bug/);
});

test("RFC 8441 5: RST_STREAM is the connection's end without a goodbye, for its session alone", async (t) => {
  const { port, gateway, door } = await openDoor(t, clear);
  const browser = await Http2Peer.open(t, `http://127.0.0.1:${port}`);
  const [one, other] = [await browser.join(), await browser.join()];
  one.socket.close(constants.NGHTTP2_CANCEL);
  await gateway.until(() => gateway.sessions[0]?.calls.join() === "closed");
  other.send(text("still here"));
  await gateway.until(() => gateway.sessions[1]?.heard.length === 1);
  other.socket.end();
  await gateway.until(() => gateway.sessions[1]?.calls.join() === "closed");
  await other.until("close", () => other.isClosed);
  assert.equal(other.socket.rstCode, constants.NGHTTP2_NO_ERROR);
  assert.equal(door.ended.get("lost"), 2);
});

test("RFC 9113 5.2: who does not read a stream holds up that one only; write says false, drained follows", async (t) => {
  const { port, gateway } = await openDoor(t, clear);
  const browser = await Http2Peer.open(t, `http://127.0.0.1:${port}`);
  const [slow, quick] = [await browser.join(), await browser.join()];
  slow.socket.pause();
  const [first, second] = gateway.sessions;
  let written = 0;
  while (first?.say("x".repeat(1000))) {
    written += 1000;
    await new Promise(setImmediate);
  }
  assert.ok(written >= 64_000 && written < 400_000, `${written} bytes were taken`);
  second?.say("after");
  await quick.heard("after");
  assert.deepEqual(first?.calls, []);
  slow.socket.resume();
  await gateway.until(() => first?.calls.join() === "drained");
  assert.equal(first?.say("more"), true);
  await slow.heard("more");
});

test("RFC 9113 5.2: ten streams that the server does not read hold up no other", async (t) => {
  const { port, gateway } = await openDoor(t, clear);
  gateway.answer = (session) => session.say("y".repeat(900));
  const browser = await Http2Peer.open(t, `http://127.0.0.1:${port}`);
  const deaf = await Promise.all(Array.from({ length: 10 }, () => browser.join()));
  for (const peer of deaf) {
    peer.socket.pause();
    // Its answers fill its window, and then it is not read from.
    for (let sent = 0; sent < 2000; sent++) peer.send(text("x".repeat(100)));
  }
  await gateway.until(() => gateway.sessions.length === 10);
  const quick = await browser.join();
  quick.send(text("a"));
  await quick.until("answer", () => quick.texts.length === 1);
});

test("RFC 9113 6.8: at the stop GOAWAY, a goodbye for each WebSocket, and the port is free", async (t) => {
  const { port, door } = await openDoor(t, clear);
  const browser = await Http2Peer.open(t, `http://127.0.0.1:${port}`);
  const peers = [await browser.join(), await browser.join()];
  const goneAway = once(browser.session, "goaway");
  const closed = door.close(() => 7, "bye");
  await goneAway;
  for (const peer of peers) {
    assert.deepEqual(await peer.until("goodbye", () => peer.goodbye), [1012, "bye 7"]);
    peer.send(goodbye(1012));
    peer.socket.end();
  }
  await closed;
  assert.equal(door.connections, 0);
});

test("RFC 9113 3.3: without being told so, a clear-text server takes no HTTP/2", async (t) => {
  const { port } = await openDoor(t);
  const peer = await Peer.open(port);
  peer.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  assert.equal((await peer.answer()).status, 505);
});

test("RFC 9113 3.3: with HTTP/2 taken, HTTP/1.1 is answered as before", async (t) => {
  const { port } = await openDoor(t, clear);
  assert.equal(await (await fetch(`http://127.0.0.1:${port}/a`, { method: "PUT", body: "b" })).text(), "PUT /a b");
  await Peer.join(port).then((peer) => peer.socket.destroy());
});
