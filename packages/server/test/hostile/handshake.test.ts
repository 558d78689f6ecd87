import assert from "node:assert/strict";
import { test } from "node:test";
import { handshake, type Peer } from "../../../net/test/peer.ts";
import { siege } from "./siege.ts";

const get = (more: string): string => `GET /ws/chat?name=a HTTP/1.1\r\n${more}`;

/** What is no opening handshake, and the status that answers it. */
const REFUSED: readonly (readonly [what: string, bytes: string | Buffer, status: number])[] = [
  ["RFC 9112 3: a first line without end", `GET /${"a".repeat(20_000)}`, 414],
  ["RFC 6585 5: a header without end", get("a: b\r\n".repeat(5000)), 431],
  ["RFC 6585 5: one field without end", get(`a: ${"b".repeat(20_000)}`), 431],
  ["RFC 6585 5: more fields than anybody needs", get(`${"a: b\r\n".repeat(200)}\r\n`), 431],
  ["RFC 9112 2.2: a line that ends in LF alone", "GET /ws/chat HTTP/1.1\nHost: h\n\n", 400],
  ["RFC 9112 2.2: a CR inside a line", get("a: b\rc\r\n\r\n"), 400],
  ["RFC 9110 5.5: a NUL in a field", get("a: b\0\r\n\r\n"), 400],
  ["RFC 9112 5.2: a folded field", get("a: b\r\n c\r\n\r\n"), 400],
  ["RFC 9112 3.2: a target that is no path", "GET ?x HTTP/1.1\r\nHost: localhost\r\n\r\n", 400],
  ["RFC 8446: TLS where it is not spoken", Buffer.from("16030100c0010000bc0303", "hex"), 400],
  ["RFC 9112 3.2: two hosts", handshake().replace("Host:", "Host: a\r\nHost:"), 400],
  ["RFC 6455 4.2.1: a key of another length", handshake("/ws/chat?name=a", { "Sec-WebSocket-Key": "QUJD" }), 400],
  [
    "RFC 6455 4.2.1: two keys",
    handshake().replace("Sec-WebSocket-Key:", "Sec-WebSocket-Key: a\r\nSec-WebSocket-Key:"),
    400,
  ],
  ["RFC 6455 4.4: another version", handshake("/ws/chat?name=a", { "Sec-WebSocket-Version": "8" }), 426],
  ["RFC 6455 4.1: a body", handshake("/ws/chat?name=a", { "Content-Length": "5" }), 400],
  ["RFC 6455 4.1: a body in chunks", handshake("/ws/chat?name=a", { "Transfer-Encoding": "chunked" }), 400],
  ["RFC 6455 4.1: another method", handshake().replace("GET", "POST"), 405],
  ["RFC 6455 10.2: a foreign origin", handshake("/ws/chat?name=a", { Origin: "https://evil.example" }), 403],
  ["RFC 6455 10.2: an origin of no host", handshake("/ws/chat?name=a", { Origin: "null" }), 403],
  ["RFC 3986 2.1: a path that is not percent-encoded UTF-8", handshake("/ws/%ff?name=a"), 400],
  ["RFC 3986 5.2.4: a path that climbs", handshake("/ws/%2e%2e?name=a"), 404],
  ["a NUL in the path", handshake("/ws/%00?name=a"), 404],
  ["a name that turns the line's direction", handshake("/ws/chat?name=%E2%80%AEa"), 400],
  ["a name with a line end", handshake("/ws/chat?name=a%0Ab"), 400],
  ["UTR 36 2: the operator's name, with what cannot be seen in it", handshake("/ws/chat?name=oper%E2%80%8Bator"), 409],
  ["UTR 36 2: the operator's name, in wide letters", handshake("/ws/chat?name=%EF%BC%AFPERATOR"), 409],
  ["a name of a thousand accents", handshake(`/ws/chat?name=a${"%CC%81".repeat(1000)}`), 400],
];

test("issue 4, 6: what is no handshake is answered with its status, and the connection ends", async (t) => {
  const { knock, stands, alone } = await siege(t);
  for (const [what, bytes, status] of REFUSED) {
    const peer = await knock();
    peer.send(bytes);
    const { status: answered } = await peer.answer().catch((error: unknown) => assert.fail(`${what}: ${error}`));
    assert.equal(answered, status, what);
    await peer.ended();
    peer.socket.destroy();
  }
  await stands();
  await alone();
});

test("issue 4, 6: a handshake that comes byte by byte is one, and holds up nobody", async (t) => {
  const { knock, stands } = await siege(t);
  const slow = await knock();
  for (const [index, byte] of [...handshake("/ws/chat?name=slow")].entries()) {
    slow.send(byte);
    await new Promise((resolve) => setImmediate(resolve));
    if (index % 50 === 0) await stands();
  }
  await slow.upgraded();
});

test("issue 4, 6: hundreds that say nothing, or half of it, hold up nobody", async (t) => {
  const { knock, stands } = await siege(t);
  const peers: Peer[] = [];
  for (let count = 0; count < 300; count++) {
    const peer = await knock();
    peers.push(peer);
    peer.send(handshake().slice(0, count % 150));
  }
  await stands();
  assert.ok(
    peers.every(({ isEnded }) => !isEnded),
    "nobody is turned away before the time is up",
  );
});

test("issue 4, 6: who talks before being let in is judged by what was said once in", async (t) => {
  const { knock, stands } = await siege(t);
  const peer = await knock();
  peer.send(Buffer.concat([Buffer.from(handshake()), Buffer.alloc(32 * 1024, 0x83)]));
  await peer.upgraded();
  await peer.ended();
  assert.equal(peer.goodbye?.[0], 1002);
  await stands();
});
