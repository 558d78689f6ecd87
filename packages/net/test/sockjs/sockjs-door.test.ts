import assert from "node:assert/strict";
import { test } from "node:test";
import { Origins } from "../../src/origins.ts";
import { FakeGateway } from "../fake-gateway.ts";
import { handshake, Peer } from "../peer.ts";
import { openEcho } from "./echo-door.ts";
import { type Ask, get, HttpPeer, post, sessionUrl } from "./http-peer.ts";

test("sockjs-protocol, SessionURLs: any parts without dots; the session's part alone says which it is", async (t) => {
  const { port } = await openEcho(t);
  for (const parts of ["/a/a", "/_/_", "/1/1", "/abcdefgh_i-j%20/abcdefg_i-j%20"]) {
    const { status, body } = await HttpPeer.ask(port, post(`/echo${parts}/xhr`));
    assert.deepEqual([status, body], [200, "o\n"], parts);
  }
  for (const parts of ["//", "/a./a", "/a/a.", "/./.", "/", "///"]) {
    assert.equal((await HttpPeer.ask(port, get(`/echo${parts}/xhr`))).status, 404, parts);
    assert.equal((await HttpPeer.ask(port, post(`/echo${parts}/xhr`))).status, 404, parts);
  }
});

test("sockjs-protocol, test_ignoringServerId: a session may be asked for under another server's number", async (t) => {
  const { port } = await openEcho(t);
  await HttpPeer.ask(port, post("/echo/000/here/xhr"));
  await HttpPeer.ask(port, post("/echo/000/here/xhr_send", '["a"]'));
  assert.equal((await HttpPeer.ask(port, post("/echo/999/here/xhr"))).body, 'a["a"]\n');
});

test("sockjs-protocol, verify_options: preflights are kept for a year, and name the methods", async (t) => {
  const { port } = await openEcho(t);
  const urls = { "/info": "OPTIONS, GET", "/abc/abc/xhr": "OPTIONS, POST", "/abc/abc/xhr_send": "OPTIONS, POST" };
  const all = { ...urls, "/abc/abc/xhr_streaming": "OPTIONS, POST" };
  for (const [path, methods] of Object.entries(all)) {
    for (const origin of ["test", "null"]) {
      const fields = { Origin: origin, "Access-Control-Request-Method": methods };
      const answer = await HttpPeer.ask(port, { method: "OPTIONS", path: `/echo${path}`, fields });
      assert.equal(answer.status, 204);
      assert.match(answer.fields.get("cache-control") ?? "", /public.*max-age=[1-9][0-9]{6}/);
      assert.ok(answer.fields.has("expires"));
      assert.ok(Number(answer.fields.get("access-control-max-age")) > 1_000_000);
      assert.ok(answer.fields.get("access-control-allow-methods")?.startsWith(methods));
      assert.equal(answer.fields.get("access-control-allow-origin"), origin);
      assert.equal(answer.fields.get("access-control-allow-credentials"), "true");
    }
  }
});

test("sockjs-protocol, test_request_headers_cors: the fields asked for are allowed, when there are any", async (t) => {
  const { port } = await openEcho(t);
  const allowed = async (asked: Record<string, string>): Promise<string | undefined> => {
    const fields = { Origin: "test", "Access-Control-Request-Method": "POST", ...asked };
    const answer = await HttpPeer.ask(port, { method: "OPTIONS", path: `${sessionUrl()}/xhr`, fields });
    return answer.fields.get("access-control-allow-headers");
  };
  assert.equal(await allowed({ "Access-Control-Request-Headers": "a, b, c" }), "a, b, c");
  assert.equal(await allowed({ "Access-Control-Request-Headers": "" }), undefined);
  assert.equal(await allowed({}), undefined);
});

test("sockjs-protocol, verify405: other methods get Allow and nothing else", async (t) => {
  const { port } = await openEcho(t);
  const asks: [Ask, string][] = [
    [post("/echo/0/0/websocket"), "GET"],
    [post("/echo/0/0/websocket", "", { Upgrade: "WebSocket", Connection: "Upgrade" }), "GET"],
    [get(`${sessionUrl()}/xhr`), "OPTIONS, POST"],
    [post(`${sessionUrl()}/eventsource`), "GET"],
    [get(`${sessionUrl()}/jsonp_send`), "POST"],
    [post("/echo"), "GET, HEAD"],
  ];
  for (const [ask, allow] of asks) {
    const { status, fields, body } = await HttpPeer.ask(port, ask);
    assert.deepEqual([status, fields.get("allow"), body], [405, allow, ""], ask.path);
    assert.equal(fields.has("content-type"), false);
  }
});

test("sockjs-protocol, WebsocketHttpErrors: what is no upgrade is refused", async (t) => {
  const { port } = await openEcho(t);
  const { status, body } = await HttpPeer.ask(port, get("/echo/0/0/websocket"));
  assert.deepEqual([status, body], [400, 'Can "Upgrade" only to "WebSocket".']);
  assert.equal((await HttpPeer.ask(port, get("/echo/websocket"))).status, 400);
  const close = get("/echo/0/0/websocket", { Upgrade: "WebSocket", Connection: "close" });
  assert.equal((await HttpPeer.ask(port, close)).status, 400);
});

test("sockjs-protocol, test_haproxy is refused by design: hixie-76 is no WebSocket of RFC 6455", async (t) => {
  const { port } = await openEcho(t);
  const fields = {
    Connection: "Upgrade",
    Upgrade: "WebSocket",
    "Sec-WebSocket-Key1": "4 @1  46546xW%0l 1 5",
    "Sec-WebSocket-Key2": "12998 5 Y3 1  .P00",
  };
  const { status } = await HttpPeer.ask(port, get(`${sessionUrl()}/websocket`, fields));
  assert.ok(status === 400 || status === 426);
});

test("design, origins: a page of a foreign origin may ask for /info, and gets no session", async (t) => {
  const { port, sockjs } = await openEcho(t, { origins: new Origins(["https://friend.example"]) });
  const foreign = { Origin: "https://foe.example" };
  assert.equal((await HttpPeer.ask(port, get("/echo/info", foreign))).status, 200);
  for (const transport of ["xhr", "xhr_streaming", "xhr_send", "jsonp_send"]) {
    const { status } = await HttpPeer.ask(port, post(`${sessionUrl()}/${transport}`, "", foreign));
    assert.equal(status, 403, transport);
  }
  assert.equal((await HttpPeer.ask(port, get(`${sessionUrl()}/eventsource`, foreign))).status, 403);
  assert.equal(sockjs.counts.sessions, 0);
  const friendly = post(`${sessionUrl()}/xhr`, "", { Origin: "https://friend.example" });
  assert.equal((await HttpPeer.ask(port, friendly)).body, "o\n");
  const peer = await Peer.open(port);
  peer.send(handshake(`${sessionUrl()}/websocket`, foreign));
  assert.equal((await peer.answer()).status, 403);
});

test("a WebSocket is refused where the service has none, and where SockJS has none", async (t) => {
  const { port } = await openEcho(t);
  for (const target of [`${sessionUrl("/disabled_websocket_echo")}/websocket`, `${sessionUrl()}/xhr`]) {
    const peer = await Peer.open(port);
    peer.send(handshake(target));
    assert.equal((await peer.answer()).status, 404);
  }
});

test("a gateway's refusal is the answer, and a fault of its own costs one request", async (t) => {
  const gateway = new FakeGateway();
  const { port, faults } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
  gateway.admission = () => ({ status: 429, title: "Too Many", detail: "slowly", headers: { "Retry-After": "3" } });
  const refused = await HttpPeer.ask(port, post("/fake/0/a/xhr"));
  assert.deepEqual([refused.status, refused.fields.get("retry-after")], [429, "3"]);
  gateway.admission = () => Promise.reject(new Error("no store"));
  assert.equal((await HttpPeer.ask(port, post("/fake/0/b/xhr"))).status, 500);
  assert.deepEqual(faults, [new Error("no store")]);
});

test("the server stops: sessions say goodbye with the code that makes clients return, new ones are refused", async (t) => {
  const { port, sockjs } = await openEcho(t);
  const { peer } = await HttpPeer.stream(port, post(`${sessionUrl()}/xhr_streaming`));
  await peer.chunk();
  assert.equal(await peer.chunk(), "o\n");
  sockjs.close(() => 0, "the server restarts");
  assert.equal(await peer.chunk(), 'c[1012,"the server restarts"]\n');
  assert.equal(await peer.chunk(), "");
  assert.equal((await HttpPeer.ask(port, post(`${sessionUrl()}/xhr`))).status, 503);
});
