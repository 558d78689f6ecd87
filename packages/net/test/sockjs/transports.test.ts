import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeGateway } from "../fake-gateway.ts";
import { openEcho } from "./echo-door.ts";
import { get, HttpPeer, post, sessionUrl } from "./http-peer.ts";

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
const NOT_CACHED = "no-store, no-cache, no-transform, must-revalidate, max-age=0";
/** What the server has to escape (sockjs-protocol.py, `escapable_by_server`, and surrogates). */
const MANGLED = /[\u200c-\u200f\u2028-\u202f\u2060-\u206f\ufff0-\uffff\ud800-\udfff]/;
const UNITS = Array.from({ length: 0x10000 }, (_, unit) => unit);

test("sockjs-protocol, XhrPolling.test_transport: headers of both halves", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  const open = await HttpPeer.ask(port, post(`${url}/xhr`, "", { Origin: "test" }));
  assert.deepEqual([open.status, open.body], [200, "o\n"]);
  const sent = await HttpPeer.ask(port, post(`${url}/xhr_send`, '["x"]', { Origin: "test" }));
  assert.equal(sent.status, 204);
  const types = ["application/javascript; charset=UTF-8", "text/plain; charset=UTF-8"];
  for (const [index, { fields }] of [open, sent].entries()) {
    assert.equal(fields.get("content-type"), types[index]);
    assert.equal(fields.get("access-control-allow-origin"), "test");
    assert.equal(fields.get("access-control-allow-credentials"), "true");
    assert.equal(fields.get("cache-control"), NOT_CACHED);
    assert.equal(fields.has("expires"), false);
  }
  assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, 'a["x"]\n');
});

test("sockjs-protocol, test_invalid_session: nobody is there to be sent to", async (t) => {
  const { port } = await openEcho(t);
  for (const transport of ["xhr_send", "jsonp_send"]) {
    assert.equal((await HttpPeer.ask(port, post(`${sessionUrl()}/${transport}`, '["x"]'))).status, 404);
  }
});

test("sockjs-protocol, XhrPolling.test_invalid_json: a bad body is told so and changes nothing", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  await HttpPeer.ask(port, post(`${url}/xhr`));
  for (const [sent, status, told] of [
    ['["x', 500, "Broken JSON encoding."],
    ["", 500, "Payload expected."],
    ["[]", 204, ""],
    ['["a"]', 204, ""],
  ] as const) {
    const { status: got, body } = await HttpPeer.ask(port, post(`${url}/xhr_send`, sent));
    assert.deepEqual([got, body], [status, told], sent);
  }
  assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, 'a["a"]\n');
});

test("sockjs-protocol, XhrPolling.test_content_types: any type of content is taken, and all of it is one frame", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  await HttpPeer.ask(port, post(`${url}/xhr`));
  const json = ["application/json", "application/json; charset=utf-8"];
  const types = ["text/plain", "T", ...json, "application/xml", "", "text/xml; charset=utf-8", "text/xml"];
  for (const type of types) {
    const { status } = await HttpPeer.ask(port, post(`${url}/xhr_send`, '["a"]', { "Content-Type": type }));
    assert.equal(status, 204, type);
  }
  assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, `a[${types.map(() => '"a"').join(",")}]\n`);
});

test("a body that is not UTF-8 is broken JSON, and one over the bound is refused before it is read", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  await HttpPeer.ask(port, post(`${url}/xhr`));
  const peer = await HttpPeer.open(port);
  const length = { "Content-Length": `${1_048_577}` };
  const { status } = await peer.ask({ method: "POST", path: `${url}/xhr_send`, fields: length });
  assert.equal(status, 413);
  peer.close();
  const body = new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]);
  const broken = await fetch(`http://127.0.0.1:${port}${url}/xhr_send`, { method: "POST", body });
  assert.deepEqual([broken.status, await broken.text()], [500, "Broken JSON encoding."]);
});

test("sockjs-protocol, JsonPolling.test_transport: frames as calls, messages as a form", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  const open = await HttpPeer.ask(port, get(`${url}/jsonp?c=%63allback`));
  assert.equal(open.body, '/**/callback("o");\r\n');
  assert.equal(open.fields.get("content-type"), "application/javascript; charset=UTF-8");
  assert.equal(open.fields.get("cache-control"), NOT_CACHED);
  assert.equal(open.fields.get("x-content-type-options"), "nosniff");
  const sent = await HttpPeer.ask(port, post(`${url}/jsonp_send`, "d=%5B%22x%22%5D", FORM));
  assert.deepEqual([sent.status, sent.body], [200, "ok"]);
  assert.equal(sent.fields.get("content-type"), "text/plain; charset=UTF-8");
  assert.equal(sent.fields.get("cache-control"), NOT_CACHED);
  assert.equal((await HttpPeer.ask(port, get(`${url}/jsonp?c=%63allback`))).body, '/**/callback("a[\\"x\\"]");\r\n');
});

test("sockjs-protocol, test_no_callback and test_invalid_callback: what is to be called must be a name", async (t) => {
  const { port } = await openEcho(t);
  for (const transport of ["jsonp", "htmlfile"]) {
    const none = await HttpPeer.ask(port, get(`/echo/a/a/${transport}`));
    assert.deepEqual([none.status, none.body], [500, '"callback" parameter required']);
    for (const name of ["%20", "*", "abc(", "abc%28", "a".repeat(33)]) {
      const bad = await HttpPeer.ask(port, get(`/echo/a/a/${transport}?c=${name}`));
      assert.deepEqual([bad.status, bad.body], [500, 'invalid "callback" parameter'], name);
    }
  }
});

test("sockjs-protocol, JsonPolling.test_invalid_json and test_content_types", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl();
  await HttpPeer.ask(port, get(`${url}/jsonp?c=x`));
  for (const [sent, told] of [
    ["d=%5B%22x", "Broken JSON encoding."],
    ["", "Payload expected."],
    ["d=", "Payload expected."],
    ["p=p", "Payload expected."],
  ] as const) {
    const { status, body } = await HttpPeer.ask(port, post(`${url}/jsonp_send`, sent, FORM));
    assert.deepEqual([status, body], [500, told], sent);
  }
  assert.equal((await HttpPeer.ask(port, post(`${url}/jsonp_send`, "d=%5B%5D", FORM))).body, "ok");
  assert.equal((await HttpPeer.ask(port, post(`${url}/jsonp_send`, "d=%5B%22abc%22%5D", FORM))).body, "ok");
  const plain = post(`${url}/jsonp_send`, '["%61bc"]', { "Content-Type": "text/plain" });
  assert.equal((await HttpPeer.ask(port, plain)).body, "ok");
  assert.equal((await HttpPeer.ask(port, get(`${url}/jsonp?c=x`))).body, '/**/x("a[\\"abc\\",\\"%61bc\\"]");\r\n');
});

test("sockjs-protocol, JSONEncoding: every code unit comes back as it was, and what is mangled on the way is escaped", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl("/cookie_needed_echo");
  await HttpPeer.ask(port, post(`${url}/xhr`));
  const escaped = UNITS.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  await HttpPeer.ask(port, post(`${url}/xhr_send`, `["${escaped}"]`));
  const { body } = await HttpPeer.ask(port, post(`${url}/xhr`));
  assert.equal(MANGLED.test(body.trimEnd()), false);
  const [message = ""] = JSON.parse(body.slice(1)) as string[];
  assert.equal(message, String.fromCharCode(...UNITS.slice(0, 0x8000)) + String.fromCharCode(...UNITS.slice(0x8000)));
  const raw = UNITS.filter((unit) => unit >= 255 && MANGLED.test(String.fromCharCode(unit)) && !isSurrogate(unit));
  const killer = raw.map((unit) => String.fromCharCode(unit)).join("");
  await HttpPeer.ask(port, post(`${url}/xhr_send`, JSON.stringify([killer])));
  const spelled = raw.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  assert.equal((await HttpPeer.ask(port, post(`${url}/xhr`))).body, `a["${spelled}"]\n`, "test_xhr_server_encodes");
});

test("an event source polls on after a broken answer as after a whole one: its answer is never ended, so that a broken one is seen", async (t) => {
  const gateway = new FakeGateway();
  const { port } = await openEcho(t, { services: [{ base: "/fake", gateway }] });
  const url = sessionUrl("/fake");
  const { peer } = await HttpPeer.stream(port, get(`${url}/eventsource`));
  assert.deepEqual([await peer.chunk(), await peer.chunk()], ["\r\n", "data: o\r\n\r\n"]);
  const long = "x".repeat(50_000);
  for (let count = 0; count < 4; count++) {
    gateway.session.say(long);
    assert.ok((await peer.chunk()) === `data: a["${long}"]\r\n\r\n`, `it ended before message ${count}`);
  }
  peer.close();
  await gateway.until(() => gateway.session.calls.includes("closed"));
  const again = await HttpPeer.stream(port, get(`${url}/eventsource`));
  await again.peer.chunk();
  assert.equal(await again.peer.chunk(), 'data: c[1002,"Connection interrupted"]\r\n\r\n');
  again.peer.close();
});

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
