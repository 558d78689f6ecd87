import assert from "node:assert/strict";
import { test } from "node:test";
import { HostNames } from "../src/host-names.ts";
import { connectFields, Http2Peer } from "./http2-peer.ts";
import { openDoor } from "./open-door.ts";
import { handshake, Peer, requestHead } from "./peer.ts";

const hosts = new HostNames({ names: ["chat.example", "[fd00::1]"], advice: "add it with --names." });

test("RFC 9110 7.4: names of the loopback, addresses, and those on the list are answered to, with any port", () => {
  for (const field of [
    undefined,
    "localhost",
    "LOCALHOST:8080",
    "localhost.:8080",
    "chat.localhost",
    "127.0.0.1:8080",
    "127.1",
    "[::1]",
    "[0:0::1]:8080",
    "10.0.0.1",
    "0.0.0.0:8080",
    "[fd00::2]",
    "chat.example",
    "Chat.Example.:443",
    "[FD00::1]:8080",
  ]) {
    assert.equal(hosts.refusal(field), undefined, field);
  }
});

test("RFC 9110 15.5.20: any other is 421, and the words say what to do", () => {
  for (const field of [
    "evil.example",
    "evil.example:8080",
    "chat.example.evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "localhost@evil.example",
    "evil.example/localhost",
    "localhost:80:80",
    "localhost, evil.example",
    "[::1",
    "",
  ]) {
    assert.equal(hosts.refusal(field)?.status, 421, field);
  }
  assert.deepEqual(hosts.refusal("Evil.example:8080"), {
    status: 421,
    title: "Misdirected Request",
    detail: 'This server does not go by the name "evil.example"; add it with --names.',
  });
});

test("without a rule any name will do", () => {
  const next = (): void => undefined;
  assert.equal(new HostNames().refusal("evil.example"), undefined);
  assert.equal(new HostNames().before(next), next);
});

test("DNS rebinding: neither requests nor WebSockets are answered under another name, over HTTP/1.1 and HTTP/2", async (t) => {
  const answered: string[] = [];
  const listener = hosts.before((request, response) => {
    answered.push(request.url ?? "");
    response.end("here");
  });
  const { port, gateway } = await openDoor(t, { hosts, listener, clearHttp2: true });
  const peer = await Peer.open(port);
  for (const [head, status] of [
    [requestHead("POST /page HTTP/1.1", { Host: "evil.example", "Content-Length": "3" }), 421],
    [requestHead("GET /page HTTP/1.1", { Host: "chat.example" }), 200],
  ] as const) {
    peer.send(status === 421 ? `${head}abc` : head);
    assert.equal((await peer.answer()).status, status);
    peer.bytes = Buffer.alloc(0);
  }
  for (const host of ["evil.example", "chat.example"]) {
    const opening = await Peer.open(port);
    opening.send(handshake("/ws/chat", { Host: host, Origin: `http://${host}` }));
    const { status, head } = await opening.answer();
    assert.equal(status, host === "chat.example" ? 101 : 421);
    if (status === 421) assert.match(head, /application\/problem\+json/);
    opening.socket.destroy();
  }
  peer.send(handshake("/ws/chat", { Host: "evil.example", Origin: "http://evil.example" }));
  assert.equal((await peer.answer()).status, 421);

  const browser = await Http2Peer.open(t, `http://127.0.0.1:${port}`);
  for (const [authority, statuses] of [
    ["evil.example:8080", [421, 421]],
    ["chat.example", [200, 404]],
  ] as const) {
    const page = await browser.ask({ ":path": "/page", ":authority": authority });
    const fields = connectFields("/nowhere", { ":authority": authority, origin: `http://${authority}` });
    assert.deepEqual([page.status, (await browser.ask(fields)).status], statuses);
  }
  assert.deepEqual([answered, gateway.callers.length], [["/page", "/page"], 1]);
});
