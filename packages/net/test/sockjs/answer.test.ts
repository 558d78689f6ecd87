import assert from "node:assert/strict";
import { test } from "node:test";
import { openEcho } from "./echo-door.ts";
import { get, HttpPeer, post, sessionUrl } from "./http-peer.ts";

const NOT_CACHED = "no-store, no-cache, no-transform, must-revalidate, max-age=0";
const HTML_HEAD = `<!doctype html>
<html><head>
  <meta http-equiv="X-UA-Compatible" content="IE=edge" />
  <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
</head><body><h2>Don't panic!</h2>
  <script>
    document.domain = document.domain;
    var c = parent.callback;
    c.start();
    function p(d) {c.message(d);};
    window.onload = function() {c.stop();};
  </script>`;

test("sockjs-protocol, XhrStreaming.test_transport: prelude, o, and each message, a chunk each", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  const { head, peer } = await HttpPeer.stream(port, post(`${url}/xhr_streaming`, "", { Origin: "test" }));
  assert.equal(head.status, 200);
  assert.equal(head.fields.get("content-type"), "application/javascript; charset=UTF-8");
  assert.equal(head.fields.get("access-control-allow-origin"), "test");
  assert.equal(head.fields.get("cache-control"), NOT_CACHED);
  assert.equal(await peer.chunk(), `${"h".repeat(2048)}\n`);
  assert.equal(await peer.chunk(), "o\n");
  const sent = await HttpPeer.ask(port, post(`${url}/xhr_send`, '["x"]'));
  assert.deepEqual([sent.status, sent.body], [204, ""]);
  assert.equal(await peer.chunk(), 'a["x"]\n');
  peer.close();
});

test("sockjs-protocol, XhrStreaming.test_response_limit: 31 messages of 130, the end; the next goes on without o", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  const { peer } = await HttpPeer.stream(port, post(`${url}/xhr_streaming`));
  await peer.chunk();
  assert.equal(await peer.chunk(), "o\n");
  const message = `["${"x".repeat(128)}"]`;
  for (let sent = 0; sent < 31; sent++) {
    assert.equal((await HttpPeer.ask(port, post(`${url}/xhr_send`, message))).status, 204);
    assert.equal(await peer.chunk(), `a${message}\n`);
  }
  assert.equal(await peer.chunk(), "");
  const next = await HttpPeer.stream(port, post(`${url}/xhr_streaming`));
  await next.peer.chunk();
  await HttpPeer.ask(port, post(`${url}/xhr_send`, '["y"]'));
  assert.equal(await next.peer.chunk(), 'a["y"]\n');
  next.peer.close();
});

test("sockjs-protocol, EventSource: events with nothing in them that the format would read", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  const { head, peer } = await HttpPeer.stream(port, get(`${url}/eventsource`));
  assert.equal(head.fields.get("content-type"), "text/event-stream");
  assert.equal(head.fields.get("cache-control"), NOT_CACHED);
  assert.equal(await peer.chunk(), "\r\n");
  assert.equal(await peer.chunk(), "data: o\r\n\r\n");
  for (const [sent, read] of [
    ['["x"]', 'a["x"]'],
    ['["  \\u0000\\n\\r "]', 'a["  \\u0000\\n\\r "]'],
    ['["100 %"]', 'a["100 %25"]'],
    [`["${"x".repeat(4096)}"]`, `a["${"x".repeat(4096)}"]`],
  ] as const) {
    await HttpPeer.ask(port, post(`${url}/xhr_send`, sent));
    assert.equal(await peer.chunk(), `data: ${read}\r\n\r\n`);
  }
  assert.equal(await peer.chunk(), "", "test_response_limit");
});

test("sockjs-protocol, HtmlFile: a page of more than 1024 bytes, then scripts", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  const { head, peer } = await HttpPeer.stream(port, get(`${url}/htmlfile?c=%63allback`));
  assert.equal(head.fields.get("content-type"), "text/html; charset=UTF-8");
  assert.equal(head.fields.get("cache-control"), NOT_CACHED);
  const page = await peer.chunk();
  assert.equal(page.trim(), HTML_HEAD);
  assert.ok(page.length > 1024);
  assert.equal(await peer.chunk(), '<script>\np("o");\n</script>\r\n');
  await HttpPeer.ask(port, post(`${url}/xhr_send`, '["x"]'));
  assert.equal(await peer.chunk(), '<script>\np("a[\\"x\\"]");\n</script>\r\n');
  const long = "x".repeat(4096);
  await HttpPeer.ask(port, post(`${url}/xhr_send`, `["${long}"]`));
  assert.equal(await peer.chunk(), `<script>\np("a[\\"${long}\\"]");\n</script>\r\n`);
  assert.equal(await peer.chunk(), "", "test_response_limit");
});

test("sockjs-protocol, Http10.test_streaming: neither chunks nor a length; the end is the connection's", async (t) => {
  const { port } = await openEcho(t);
  const ask = post(`${sessionUrl("/close")}/xhr_streaming`, "", { Connection: "Keep-Alive" });
  const { head, peer } = await HttpPeer.stream(port, { ...ask, version: "1.0" });
  assert.equal(head.fields.has("transfer-encoding"), false);
  assert.equal(head.fields.has("content-length"), false);
  assert.equal(await peer.read(2049), `${"h".repeat(2048)}\n`);
  assert.equal(await peer.read(2), "o\n");
  assert.equal(await peer.read(19), 'c[3000,"Go away!"]\n');
  await peer.ended();
});

test("sockjs-protocol, Http11.test_streaming: prelude, o, the close frame and the end are four chunks", async (t) => {
  const { port } = await openEcho(t);
  const ask = post(`${sessionUrl("/close")}/xhr_streaming`, "", { Connection: "Keep-Alive" });
  const { head, peer } = await HttpPeer.stream(port, ask);
  assert.equal(head.fields.get("transfer-encoding"), "chunked");
  assert.equal(head.fields.has("content-length"), false);
  assert.equal((await peer.chunk())[0], "h");
  assert.equal(await peer.chunk(), "o\n");
  assert.equal(await peer.chunk(), 'c[3000,"Go away!"]\n');
  assert.equal(await peer.chunk(), "");
});

test("sockjs-protocol, Http10 and Http11.test_synchronous: a length, and another request on the connection", async (t) => {
  const { port } = await openEcho(t);
  for (const version of ["1.0", "1.1"] as const) {
    const peer = await HttpPeer.open(port);
    const ask = { ...get("/echo", { Connection: "Keep-Alive" }), version };
    for (let time = 0; time < 2; time++) {
      const { fields, body } = await peer.ask(ask);
      assert.equal(fields.has("transfer-encoding"), false);
      assert.equal(fields.get("content-length"), "19");
      assert.equal(body, "Welcome to SockJS!\n");
    }
    peer.close();
  }
});

test("RFC 9112 9.3: without keep-alive, an HTTP/1.0 connection ends with its answer", async (t) => {
  const { port } = await openEcho(t);
  const peer = await HttpPeer.open(port);
  assert.equal((await peer.ask({ ...post(`${sessionUrl()}/xhr`), version: "1.0" })).body, "o\n");
  await peer.ended();
});
