import assert from "node:assert/strict";
import { test } from "node:test";
import { Origins } from "../../src/origins.ts";
import { openEcho } from "./echo-door.ts";
import { get, HttpPeer } from "./http-peer.ts";

const NOT_CACHED = "no-store, no-cache, no-transform, must-revalidate, max-age=0";

test("sockjs-protocol, BaseUrlGreeting: the base greets, anything else under it is not there", async (t) => {
  const { port } = await openEcho(t);
  for (const path of ["/echo", "/echo/"]) {
    const { status, fields, body } = await HttpPeer.ask(port, get(path));
    assert.deepEqual([status, body], [200, "Welcome to SockJS!\n"]);
    assert.equal(fields.get("content-type"), "text/plain; charset=UTF-8");
    assert.equal(fields.has("set-cookie"), false);
  }
  for (const rest of ["/a", "/a.html", "//", "///", "/a/a", "/a/a/", "/a/"]) {
    assert.equal((await HttpPeer.ask(port, get(`/echo${rest}`))).status, 404, rest);
  }
  assert.equal((await HttpPeer.ask(port, get("/echoes"))).body, "nobody");
});

test("sockjs-protocol, IframePage: one cacheable page under every name of its form", async (t) => {
  const { port } = await openEcho(t);
  const page = await HttpPeer.ask(port, get("/echo/iframe.html"));
  assert.equal(page.fields.get("content-type"), "text/html; charset=UTF-8");
  assert.match(page.fields.get("cache-control") ?? "", /public.*max-age=[1-9][0-9]{6}/);
  for (const name of ["expires", "etag"]) assert.equal(page.fields.has(name), true, name);
  for (const name of ["last-modified", "set-cookie"]) assert.equal(page.fields.has(name), false, name);
  assert.match(page.body, /<script src="\/page\/sockjs\.min\.js"><\/script>/);
  const same = ["-a.html", "-.html", "-0.1.2.html", "-0.1.2abc-dirty.2144.html", "-a.html?t=1234", "0.1.2.html?t=q"];
  for (const rest of same) {
    assert.equal((await HttpPeer.ask(port, get(`/echo/iframe${rest}`))).body, page.body, rest);
  }
  const other = ["iframe.htm", "iframe", "IFRAME.HTML", "IFRAME", "iframe.HTML", "iframe.xml", "iframe-/.html"];
  for (const name of other) assert.equal((await HttpPeer.ask(port, get(`/echo/${name}`))).status, 404, name);
});

test("sockjs-protocol, test_cacheability: the page that one has is not sent again, also when a proxy made its tag weak", async (t) => {
  const { port } = await openEcho(t);
  const { fields } = await HttpPeer.ask(port, get("/echo/iframe.html"));
  const tag = fields.get("etag") ?? "";
  const asking = (known: string): ReturnType<typeof HttpPeer.ask> =>
    HttpPeer.ask(port, get("/echo/iframe.html", { "If-None-Match": known }));
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`]) {
    const answer = await asking(known);
    assert.deepEqual([answer.status, answer.body, answer.fields.get("etag")], [304, "", tag], known);
    assert.equal(answer.fields.has("content-type"), false);
  }
  assert.equal((await asking('"other"')).status, 200);
});

test("CSP 3 6.4.2: the frame, which speaks as the server's own, opens in pages of allowed origins only", async (t) => {
  const { port } = await openEcho(t, { origins: new Origins(["https://friend.example"]) });
  const { fields } = await HttpPeer.ask(port, get("/echo/iframe.html"));
  assert.equal(fields.get("content-security-policy"), "frame-ancestors 'self' https://friend.example");
});

test("sockjs-protocol, InfoTest: what a client asks first, never cached, for every origin", async (t) => {
  const { port } = await openEcho(t);
  const { status, fields, body } = await HttpPeer.ask(port, get("/echo/info", { Origin: "test" }));
  assert.equal(status, 200);
  assert.equal(fields.get("content-type"), "application/json; charset=UTF-8");
  assert.equal(fields.get("cache-control"), NOT_CACHED);
  assert.equal(fields.get("access-control-allow-origin"), "test");
  assert.equal(fields.get("access-control-allow-credentials"), "true");
  for (const name of ["set-cookie", "expires", "last-modified"]) assert.equal(fields.has(name), false, name);
  const { entropy, ...rest } = JSON.parse(body) as Record<string, unknown>;
  assert.deepEqual(rest, { websocket: true, origins: ["*:*"], cookie_needed: false });
  assert.ok(Number.isInteger(entropy) && Number(entropy) >= 0 && Number(entropy) < 2 ** 32);
  const again = JSON.parse((await HttpPeer.ask(port, get("/echo/info"))).body) as Record<string, unknown>;
  assert.notEqual(again["entropy"], entropy);
});

test("sockjs-protocol, verify_cors: without an Origin everybody may read, without credentials", async (t) => {
  const { port } = await openEcho(t);
  const { fields } = await HttpPeer.ask(port, get("/echo/info"));
  assert.equal(fields.get("access-control-allow-origin"), "*");
  assert.equal(fields.has("access-control-allow-credentials"), false);
});

test("sockjs-protocol, test_disabled_websocket and JsessionidCookie.test_basic: each service says what it has", async (t) => {
  const { port } = await openEcho(t);
  const info = async (base: string): Promise<Record<string, unknown>> => {
    const { fields, body } = await HttpPeer.ask(port, get(`${base}/info`));
    assert.equal(fields.has("set-cookie"), false);
    return JSON.parse(body) as Record<string, unknown>;
  };
  assert.equal((await info("/disabled_websocket_echo"))["websocket"], false);
  assert.equal((await info("/cookie_needed_echo"))["cookie_needed"], true);
});
