import assert from "node:assert/strict";
import { test } from "node:test";
import { openDoor } from "./open-door.ts";
import { handshake, Peer, requestHead } from "./peer.ts";

const refusals: readonly [rule: string, status: number, request: string][] = [
  ["RFC 6455 4.1: POST opens no WebSocket", 405, handshake().replace("GET", "POST")],
  ["RFC 9112 3: a request line is three words", 400, handshake().replace("GET ", "GET  ")],
  ["RFC 9112 3.2: there is a Host", 400, handshake("/ws/chat", { Host: undefined })],
  ["RFC 6455 4.2.1: the key is 16 bytes in base64", 400, handshake("/ws/chat", { "Sec-WebSocket-Key": "short" })],
  ["RFC 6455 4.2.1: Connection names Upgrade", 400, handshake("/ws/chat", { Connection: "keep-alive" })],
  ["RFC 6455 4.4: version 13 is what is spoken", 426, handshake("/ws/chat", { "Sec-WebSocket-Version": "8" })],
  ["RFC 6455 4.1: HTTP/1.1 at least", 505, handshake().replace("HTTP/1.1", "HTTP/1.0")],
  ["RFC 6454 7: a foreign origin", 403, handshake("/ws/chat", { Origin: "https://evil.example" })],
  ["RFC 6454 7: the null origin", 403, handshake("/ws/chat", { Origin: "null" })],
  ["RFC 3986 2.1: a path is percent-encoded UTF-8", 400, handshake("/ws/%FF")],
  ["RFC 9110 15.5.5: nobody speaks WebSocket there", 404, handshake("/elsewhere")],
  ["RFC 9110 15.5.15: an endless request line", 414, `GET /${"a".repeat(100_000)} HTTP/1.1\r\n`],
  ["RFC 6585 5: too many fields", 431, handshake("/ws/chat", manyFields(200))],
];

for (const [rule, status, request] of refusals) {
  for (const kept of [false, true]) {
    // Node's own parser answers what it cannot read by itself.
    if (kept && [400, 414, 431].includes(status) && !/key|UTF-8/.test(rule)) continue;
    test(`${rule}: ${status}${kept ? " on a kept connection" : ""}`, async (t) => {
      const { port, gateway } = await openDoor(t);
      const peer = await Peer.open(port);
      if (kept) {
        peer.send(requestHead("GET /before HTTP/1.1"));
        await peer.answer();
      }
      peer.send(request);
      const { status: answered, head, body } = await peer.answer();
      // An upgrade with POST is no upgrade to Node's parser: the page answers.
      if (kept && status === 405) return;
      assert.equal(answered, status);
      assert.match(head, /^Content-Type: application\/problem\+json$/m);
      const problem: unknown = JSON.parse(body);
      assert.ok(problem !== null && typeof problem === "object" && "detail" in problem && "status" in problem);
      assert.equal(problem.status, status);
      await peer.ended();
      assert.equal(gateway.sessions.length, 0);
    });
  }
}

function manyFields(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`X-${index}`, "a"]));
}

test("RFC 9110 11.6.1: a 401 names the scheme that would be taken", async (t) => {
  const { port, gateway } = await openDoor(t);
  gateway.admission = () => ({ status: 401, title: "Unauthorized", detail: "who are you?" });
  const peer = await Peer.open(port);
  peer.send(handshake());
  assert.match((await peer.answer()).head, /^WWW-Authenticate: Bearer$/m);
});

for (const when of ["at once", "after it has been refused"]) {
  test(`RFC 9112 9.6: a refusal can be read also by who sends 1 MB ${when}`, async (t) => {
    const { port, gateway } = await openDoor(t);
    gateway.admission = () => ({ status: 403, title: "Forbidden", detail: "no" });
    const peer = await Peer.open(port);
    peer.send(handshake());
    if (when !== "at once") await peer.until("answer", () => peer.bytes.length > 0);
    for (let sent = 0; sent < 4; sent++) peer.send(Buffer.alloc(250_000, "x"));
    assert.equal((await peer.answer()).status, 403);
    await peer.ended();
    peer.socket.end();
    await peer.until("close", () => peer.isClosed);
    assert.equal(peer.socket.bytesWritten, handshake().length + 1_000_000);
  });
}

test("bound: who is refused and neither reads nor goes is gone after 3 s, also when it goes on sending", async (t) => {
  const { port, gateway, ticker } = await openDoor(t);
  gateway.admission = () => ({ status: 403, title: "Forbidden", detail: "no" });
  const peer = await Peer.open(port);
  peer.send(handshake());
  await peer.answer();
  const dripping = setInterval(() => peer.send("x"), 5);
  t.after(() => clearInterval(dripping));
  await peer.ended();
  assert.equal(peer.isClosed, false);
  ticker.advance(3000);
  await peer.closed();
});

test("RFC 6455 4.1: POST opens no WebSocket, and who has words of its own for that says them", async (t) => {
  const { port } = await openDoor(t, { refuses: (target) => target.startsWith("/ws/") });
  const peer = await Peer.open(port);
  peer.send(handshake().replace("GET", "POST").replace("Upgrade\r\n", "Upgrade\r\nContent-Length: 0\r\n"));
  assert.equal((await peer.answer()).body, "POST /ws/chat?name=a ");
});
