import assert from "node:assert/strict";
import { test } from "node:test";
import { TOKEN } from "../served.ts";
import { siege } from "./siege.ts";

const put = (room: string, body: string, fields = "Content-Type: application/json\r\n"): string =>
  `PUT /api/rooms/${room} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\n${fields}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const get = (target: string, method = "GET"): string => `${method} ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

/** What is asked, and the status of the answer, which is a problem document. */
const WRONG: readonly (readonly [what: string, bytes: string, status: number])[] = [
  ["RFC 3986 5.2.4: a path that climbs", get("/%2e%2e/%2e%2e/etc/passwd"), 404],
  ["the same, under the page's folder", get("/page/..%2f..%2f..%2fpackage.json"), 404],
  ["the same, as a room", get("/chat/%2e%2e"), 404],
  ["a NUL in the path", get("/chat/%00"), 404],
  ["RFC 3986 2.1: no percent-encoding", get("/chat/%zz"), 400],
  ["RFC 3986 2.1: no UTF-8", get("/chat/%F0%9F"), 400],
  ["a very long path", get(`/${"a".repeat(10_000)}`), 404],
  ["RFC 9110 15.5.15: a path over 16 KiB", get(`/${"a".repeat(20_000)}`), 414],
  ["a method that nothing here has", get("/", "PROPFIND"), 404],
  ["RFC 9110 9.3.8: TRACE is not answered with what came", get("/", "TRACE"), 404],
  ["a body that is no JSON", put("x", "{"), 400],
  ["a body that is no object", put("x", "[]"), 400],
  ["a body that would be the prototype", put("x", '{"__proto__":{"retention":"1d"}}'), 400],
  ["the same, by the constructor", put("x", '{"constructor":{"prototype":{}}}'), 400],
  ["a body nested as deep as it goes", put("x", "[".repeat(30_000) + "]".repeat(30_000)), 400],
  ["a body over 64 KiB", put("x", `"${"a".repeat(70_000)}"`), 413],
  ["a body of another media type", put("x", "a", "Content-Type: text/weird\r\n"), 415],
  ["a room of dots", put("%2e%2e", "{}"), 400],
  ["a room with a slash", put("a%2fb", "{}"), 400],
  ["a room whose name turns the line's direction", put("a%E2%80%AEb", "{}"), 400],
  ["a room of nothing to see", put("%E2%80%8B", "{}"), 400],
  ["a room of a thousand accents", put(`a${"%CC%81".repeat(1000)}`, "{}"), 400],
];

/** What `node:http` answers by itself, without a body. */
const ODD: typeof WRONG = [
  ["RFC 9112 3.2: no host", "GET / HTTP/1.1\r\n\r\n", 400],
  [
    "RFC 9110 10.1.1: an expectation that nobody knows",
    "POST /x HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\nContent-Length: 0\r\n\r\n",
    417,
  ],
];

/** What breaks HTTP itself. */
const BROKEN: readonly (readonly [what: string, bytes: string, status: number])[] = [
  ["RFC 9110 16.1: a method that nobody has", get("/", "BREW"), 400],
  [
    "RFC 9112 6.1: a length and chunks",
    "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    400,
  ],
  [
    "RFC 9112 6.3: two lengths",
    "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
    400,
  ],
  ["RFC 9112 6.3: a length below nothing", "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400],
  [
    "RFC 9112 7.1: a chunk without a size",
    "POST /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    400,
  ],
];

test("RFC 9457: a wrong request is told what is wrong with it, whatever it is", async (t) => {
  const { knock, stands } = await siege(t);
  for (const [what, bytes, status] of WRONG) {
    const peer = await knock();
    peer.send(bytes);
    const { status: answered, head, body } = await peer.answer();
    assert.equal(answered, status, what);
    assert.match(head, /^content-type: application\/problem\+json\r?$/im, what);
    assert.equal((JSON.parse(body) as { status: number }).status, status, what);
    assert.ok(body.length < 25_000, what);
    peer.socket.destroy();
  }
  assert.equal(Object.hasOwn(Object.prototype, "retention"), false);
  await stands();
});

test("RFC 9112: what is no HTTP is refused, and its connection closed", async (t) => {
  const { knock, stands } = await siege(t);
  for (const [what, bytes, status] of BROKEN) {
    const peer = await knock();
    peer.send(bytes);
    const { status: answered, head } = await peer.answer();
    assert.equal(answered, status, what);
    assert.match(head, /^content-type: application\/problem\+json\r?$/im, what);
    await peer.ended();
    peer.socket.destroy();
  }
  for (const [what, bytes, status] of ODD) {
    const peer = await knock();
    peer.send(bytes);
    assert.equal((await peer.answer()).status, status, what);
    peer.socket.destroy();
  }
  await stands();
});

test("RFC 9110 9.3.6: no tunnel is opened for CONNECT", async (t) => {
  const { knock, stands } = await siege(t);
  const peer = await knock();
  peer.send("CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await peer.closed();
  assert.equal(peer.bytes.length, 0);
  await stands();
});

test("a thousand requests in a row, of a peer that reads none of the answers, hold up nobody", async (t) => {
  const { knock, stands } = await siege(t);
  const peer = await knock();
  peer.socket.pause();
  for (let count = 0; count < 1000; count++) peer.send(get("/metrics"));
  await stands();
  peer.socket.destroy();
  await stands();
});

test("fields named like what every object has are fields", async (t) => {
  const { knock, stands } = await siege(t);
  const peer = await knock();
  peer.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n__proto__: x\r\nconstructor: y\r\ntoString: z\r\n\r\n");
  assert.equal((await peer.answer()).status, 200);
  await stands();
});

test("RFC 9112 8: a request that ends in the middle was cut on its way, and is not called a bad one", async (t) => {
  const { knock, stands } = await siege(t);
  for (const cut of [
    "GET /healthz HTTP/1.1\r\nHost: loc",
    "PUT /api/rooms/x HTTP/1.1\r\nHost: localhost\r\nContent-Le",
  ]) {
    const peer = await knock();
    peer.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert.equal((await peer.answer()).status, 200);
    peer.send(cut);
    peer.socket.end();
    await peer.closed();
    assert.equal(peer.bytes.toString(), "", cut);
  }
  await stands();
});
