import assert from "node:assert/strict";
import { test } from "node:test";
import { problemOf, served } from "./served.ts";

test("design: / leads to /chat, which is the page, with a policy that lets nothing else run", async (t) => {
  const { fetch, api } = await served(t);
  const home = await fetch("/");
  assert.deepEqual([home.status, home.headers.get("location")], [302, "/chat"]);
  await api("PUT", `/api/rooms/${encodeURIComponent("마당")}`);
  for (const path of ["/chat", "/chat/chat", `/chat/${encodeURIComponent("마당")}`]) {
    const page = await fetch(path);
    assert.equal(page.status, 200);
    assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
    assert.match(page.headers.get("content-security-policy") ?? "", /^default-src 'none'/);
    const html = await page.text();
    for (const [, file = ""] of html.matchAll(/(?:href|src)="(\/[^"]+)"/g)) {
      const part = await fetch(file);
      assert.equal(part.status, 200, file);
      assert.match(
        part.headers.get("content-type") ?? "",
        /^((text\/css|application\/javascript); charset=utf-8|image\/svg\+xml)/,
      );
    }
  }
});

test("RFC 9110 15.5.5: the page of a room that is not there is 404", async (t) => {
  const { fetch } = await served(t);
  for (const path of ["/chat/nowhere", "/chat/a%20b", "/chat/"]) {
    assert.equal((await problemOf(await fetch(path))).status, 404, path);
  }
});

test("RFC 9110 15.5.22: a WebSocket address asked for plainly is 426, and names the protocol", async (t) => {
  const { fetch } = await served(t);
  const response = await fetch("/ws/chat");
  assert.equal(response.headers.get("upgrade"), "websocket");
  assert.equal((await problemOf(response)).status, 426);
});

test("other sites may load the embed as a module, and nothing else of the page's files is for them", async (t) => {
  const { fetch } = await served(t);
  const script = await fetch("/madang.js", { headers: { origin: "https://host.example" } });
  assert.equal(script.status, 200);
  assert.equal(script.headers.get("access-control-allow-origin"), "*");
  assert.equal((await fetch("/page/page.js")).headers.get("access-control-allow-origin"), null);
  assert.equal((await problemOf(await fetch("/page/../../package.json"))).status, 404);
});

test("RFC 9110 12.5.3: who reads gzip or Brotli gets the script in it, and caches are told", async (t) => {
  const { fetch } = await served(t);
  for (const path of ["/page/page.js", "/madang.js"]) {
    const plain = await fetch(path, { headers: { "accept-encoding": "identity" } });
    assert.equal(plain.headers.get("content-encoding"), null);
    const script = await plain.text();
    for (const coding of ["gzip", "br"]) {
      const response = await fetch(path, { headers: { "accept-encoding": coding } });
      assert.equal(response.headers.get("content-encoding"), coding, path);
      assert.match(response.headers.get("content-type") ?? "", /^application\/javascript/);
      assert.match(response.headers.get("vary") ?? "", /accept-encoding/i);
      assert.equal(await response.text(), script);
    }
  }
});

test("other sites may load the parts of the embed, and only those", async (t) => {
  const { fetch } = await served(t);
  const part = "chunks/part-AB12.js";
  for (const path of [`/${part}`, `/page/${part}`]) {
    const response = await fetch(path);
    assert.equal(response.status, 200, path);
    assert.match(response.headers.get("content-type") ?? "", /^application\/javascript/);
  }
  assert.equal((await fetch(`/${part}`)).headers.get("access-control-allow-origin"), "*");
  for (const path of ["/chunks/..%2Fpage.html", "/chunks/none.js", "/chunks/page.html"])
    assert.equal((await problemOf(await fetch(path))).status, 404, path);
});
