import assert from "node:assert/strict";
import { test } from "node:test";
import { askHandshake, checkHandshake, type Wish } from "../../src/websocket/client-handshake.ts";
import { acceptDeflate, SHARED_DEFLATE } from "../../src/websocket/deflate-policy.ts";
import { judgeHandshake, spellHandshake } from "../../src/websocket/handshake.ts";
import { RequestHeadReader } from "../../src/websocket/request-head.ts";
import { ResponseHeadReader } from "../../src/websocket/response-head.ts";
import { UsageError } from "../../src/websocket/usage-error.ts";
import { hostWithRandom, nodeHost } from "../host.ts";

const WISH: Wish = { authority: "localhost:8080", target: "/ws" };
const DEFLATE = { name: "permessage-deflate", parameters: [{ name: "client_max_window_bits", value: undefined }] };

/** What a client that had `wish` says of a response with these fields changed. */
function check(wish: Partial<Wish>, fields: Record<string, string | undefined> = {}, code = 101) {
  const asked = askHandshake({ ...WISH, ...wish }, nodeHost);
  const all = { upgrade: "websocket", connection: "Upgrade", "sec-websocket-accept": asked.accept, ...fields };
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(all)) if (value !== undefined) headers.set(name, value);
  return checkHandshake({ code, headers, size: 0 }, asked);
}

const reason = (...args: Parameters<typeof check>) => {
  const granted = check(...args);
  return granted.ok ? "granted" : granted.reason;
};

test("RFC 6455 4.1: the request", () => {
  const { request } = askHandshake(
    { ...WISH, subprotocols: ["chat", "b"], extensions: [DEFLATE], headers: { Origin: "http://a" } },
    hostWithRandom(0),
  );
  assert.equal(
    Buffer.from(request).toString(),
    "GET /ws HTTP/1.1\r\nHost: localhost:8080\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n" +
      "Sec-WebSocket-Protocol: chat, b\r\n" +
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\nOrigin: http://a\r\n\r\n",
  );
});

test("RFC 6455 4.1: the key is another one each time", () => {
  assert.notEqual(askHandshake(WISH, nodeHost).accept, askHandshake(WISH, nodeHost).accept);
});

test("what cannot be spelled is our fault", () => {
  assert.throws(() => askHandshake({ ...WISH, target: "/a b" }, nodeHost), UsageError);
  assert.throws(() => askHandshake({ ...WISH, authority: "a\r\nb: c" }, nodeHost), UsageError);
  assert.throws(() => askHandshake({ ...WISH, subprotocols: ["a, b"] }, nodeHost), UsageError);
});

test("our two sides understand each other", () => {
  const asked = askHandshake({ ...WISH, subprotocols: ["a", "b"], extensions: [DEFLATE] }, nodeHost);
  const head = new RequestHeadReader(nodeHost).read(asked.request);
  assert.ok(head !== undefined && "method" in head);
  const handshake = judgeHandshake(head, nodeHost);
  assert.ok("accept" in handshake);
  assert.deepEqual([handshake.subprotocols, handshake.extensions], [["a", "b"], [DEFLATE]]);
  const deflate = acceptDeflate(handshake.extensions, SHARED_DEFLATE);
  assert.ok(deflate !== undefined);
  const extensions = [deflate.response];
  const bytes = spellHandshake(handshake, { subprotocol: "b", extensions }, nodeHost);
  const response = new ResponseHeadReader(nodeHost).read(bytes);
  assert.ok(response !== undefined && "code" in response);
  assert.deepEqual(checkHandshake(response, asked), { ok: true, subprotocol: "b", extensions, deflate });
});

test("RFC 6455 4.1: nothing offered, nothing chosen", () => {
  const nothing = { ok: true, subprotocol: undefined, extensions: [], deflate: undefined };
  assert.deepEqual(check({ subprotocols: ["a"] }), nothing);
});

test("RFC 6455 4.1: the response is 101 with Upgrade, Connection and the right accept value", () => {
  assert.match(reason({}, {}, 200), /200/);
  for (const upgrade of [undefined, "h2c"]) assert.match(reason({}, { upgrade }), /Upgrade/);
  for (const connection of [undefined, "close"]) assert.match(reason({}, { connection }), /Connection/);
  const wrong = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
  for (const accept of [undefined, wrong]) assert.match(reason({}, { "sec-websocket-accept": accept }), /Accept/);
  assert.equal(reason({}, { upgrade: "WebSocket", connection: "upgrade" }), "granted");
});

test("RFC 6455 4.1: a subprotocol or an extension that was not offered fails the connection", () => {
  for (const subprotocol of ["b", "A", "a, a"]) {
    assert.match(reason({ subprotocols: ["a"] }, { "sec-websocket-protocol": subprotocol }), /not offered/);
  }
  assert.match(reason({}, { "sec-websocket-extensions": "permessage-deflate" }), /not offered/);
  assert.match(reason({ extensions: [DEFLATE] }, { "sec-websocket-extensions": "a b" }), /grammar/);
  const grown = { "sec-websocket-extensions": "permessage-deflate; client_max_window_bits" };
  assert.match(reason({ extensions: [DEFLATE] }, grown), /cannot be/, "RFC 7692 7.1.2.2: a response names a value");
});
