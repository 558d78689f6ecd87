import assert from "node:assert/strict";
import { test } from "node:test";
import { type HandshakeRequest, judgeHandshake, spellHandshake } from "../../src/websocket/handshake.ts";
import { UsageError } from "../../src/websocket/usage-error.ts";
import { nodeHost } from "../host.ts";

const GOOD = {
  host: "localhost:8080",
  upgrade: "websocket",
  connection: "Upgrade",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-version": "13",
};

/** The good request with some fields changed; an undefined one is left out. */
function request(fields: Record<string, string | undefined> = {}, rest: Partial<HandshakeRequest> = {}) {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries({ ...GOOD, ...fields })) if (value !== undefined) headers.set(name, value);
  return judgeHandshake({ method: "GET", version: "1.1", headers, ...rest }, nodeHost);
}

function refusal(...args: Parameters<typeof request>): readonly unknown[] {
  const judged = request(...args);
  assert.ok("status" in judged, "it was let in");
  return judged.headers === undefined ? [judged.status] : [judged.status, judged.headers];
}

function good(...args: Parameters<typeof request>) {
  const judged = request(...args);
  assert.ok("accept" in judged, "it was refused");
  return judged;
}

const response = (...[handshake, choice]: [ReturnType<typeof good>, Parameters<typeof spellHandshake>[1]]) =>
  Buffer.from(spellHandshake(handshake, choice, nodeHost)).toString();

test("RFC 6455 1.3: the example", () => {
  const handshake = good({ "sec-websocket-protocol": "chat, superchat" });
  assert.deepEqual(handshake, {
    accept: "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
    subprotocols: ["chat", "superchat"],
    extensions: [],
  });
  assert.equal(
    response(handshake, { subprotocol: "chat" }),
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: chat\r\n\r\n",
  );
});

test("RFC 6455 4.2.2: what was not chosen is not in the response", () => {
  assert.doesNotMatch(response(good(), {}), /Protocol:|Extensions:/);
  assert.doesNotMatch(response(good(), { extensions: [] }), /Extensions:/);
});

test("RFC 6455 4.2.2, 9.1: extensions are read as offered and spelled as chosen", () => {
  const handshake = good({ "sec-websocket-extensions": 'permessage-deflate; server_max_window_bits="10"' });
  assert.deepEqual(handshake.extensions, [
    { name: "permessage-deflate", parameters: [{ name: "server_max_window_bits", value: "10" }] },
  ]);
  assert.match(
    response(handshake, { extensions: handshake.extensions }),
    /\r\nSec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10\r\n/,
  );
});

test("RFC 6455 4.2.2: a subprotocol that was not offered is our fault", () => {
  assert.throws(() => response(good(), { subprotocol: "chat" }), UsageError);
});

test("RFC 9110 15.5.6: a method other than GET is 405 with Allow", () => {
  assert.deepEqual(refusal({}, { method: "POST" }), [405, { Allow: "GET" }]);
  assert.deepEqual(refusal({}, { method: "get" }), [405, { Allow: "GET" }]);
});

test("RFC 6455 4.2.1: HTTP/1.0 cannot be upgraded", () => assert.deepEqual(refusal({}, { version: "1.0" }), [505]));

test("RFC 9112 3.2: there is one Host", () => {
  for (const host of [undefined, "", "a, b", "a b"]) assert.deepEqual(refusal({ host }), [400], host);
});

test("RFC 9110 15.5.22: without Upgrade: websocket it is 426 with Upgrade", () => {
  for (const upgrade of [undefined, "h2c", ""]) assert.deepEqual(refusal({ upgrade }), [426, { Upgrade: "websocket" }]);
  good({ upgrade: "h2c, WebSocket" });
});

test("RFC 6455 4.2.1: Connection names Upgrade", () => {
  for (const connection of [undefined, "keep-alive"]) assert.deepEqual(refusal({ connection }), [400]);
  good({ connection: "keep-alive, upgrade" });
});

test("RFC 6455 4.4: a version other than 13 is 426, and the answer names 13", () => {
  for (const version of [undefined, "8", "13, 13", "013"]) {
    const [status, headers] = refusal({ "sec-websocket-version": version });
    assert.deepEqual([status, headers], [426, { Upgrade: "websocket", "Sec-WebSocket-Version": "13" }], version);
  }
});

test("RFC 6455 4.2.1: there is one key of 16 bytes", () => {
  const twice = "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ==";
  for (const key of [undefined, "", "c2hvcnQ=", twice])
    assert.deepEqual(refusal({ "sec-websocket-key": key }), [400], key);
});

test("RFC 6455 4.1, 9.1: offers that break their grammar, and subprotocols that come twice, are 400", () => {
  for (const value of ["a b", "a, a", "a/b"])
    assert.deepEqual(refusal({ "sec-websocket-protocol": value }), [400], value);
  assert.deepEqual(refusal({ "sec-websocket-extensions": "a; b=" }), [400]);
});

test("a body would be taken for frames: 400", () => {
  assert.deepEqual(refusal({ "content-length": "3" }), [400]);
  assert.deepEqual(refusal({ "transfer-encoding": "chunked" }), [400]);
  good({ "content-length": "0" });
});
