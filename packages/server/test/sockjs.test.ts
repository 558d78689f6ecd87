import assert from "node:assert/strict";
import { test } from "node:test";
import { served } from "./served.ts";

test("design, SockJS: /sockjs greets, and so does /stomp beside its plain WebSocket", async (t) => {
  const { fetch } = await served(t);
  for (const base of ["/sockjs", "/stomp"]) {
    assert.equal(await (await fetch(base)).text(), "Welcome to SockJS!\n");
    const info = (await (await fetch(`${base}/info`)).json()) as { readonly websocket: boolean };
    assert.equal(info.websocket, true);
    const page = await (await fetch(`${base}/iframe.html`)).text();
    assert.match(page, /<script src="\/page\/sockjs\.min\.js">/);
  }
});

test("design, origins: the frame opens in pages of allowed origins, and a foreign page gets no session", async (t) => {
  const { fetch } = await served(t, "--origins=https://friend.example");
  const page = await fetch("/sockjs/iframe.html");
  assert.equal(page.headers.get("content-security-policy"), "frame-ancestors 'self' https://friend.example");
  const init = { method: "POST", headers: { origin: "https://foe.example" } };
  assert.equal((await fetch("/sockjs/0/a/xhr", init)).status, 403);
});
