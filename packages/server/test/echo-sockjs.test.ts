import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { WebSocket } from "ws";
import { openEchoHost } from "../src/echo-host.ts";

test("issue 6, 4: the echo host has the services of the SockJS suite, for pages of any origin", async (t) => {
  const faults: unknown[] = [];
  const settings = { host: "127.0.0.1", port: 0, h2cPort: undefined };
  const host = await openEchoHost(settings, (error) => faults.push(error));
  t.after(() => host.close());
  const at = `http://127.0.0.1:${host.port}`;
  for (const base of ["echo", "disabled_websocket_echo", "cookie_needed_echo", "close", "amplify"]) {
    assert.equal(await (await fetch(`${at}/${base}`)).text(), "Welcome to SockJS!\n");
    const opened = await fetch(`${at}/${base}/0/a/xhr`, { method: "POST", headers: { origin: "http://test" } });
    assert.equal(await opened.text(), "o\n");
  }
  const page = await fetch(`${at}/echo/iframe.html`);
  assert.equal(page.headers.get("content-security-policy"), "frame-ancestors 'self' *");
  assert.match(await (await fetch(`${at}/sockjs.min.js`)).text(), /sockjs-client v1\.6/);
  assert.match(await (await fetch(`${at}/`)).text(), /An echo host/);
  assert.deepEqual(faults, []);
});

test("sockjs-protocol, disabled_websocket_echo: the host's echo at every path does not stand in for its WebSocket", async (t) => {
  const host = await openEchoHost({ host: "127.0.0.1", port: 0, h2cPort: undefined }, (error) =>
    assert.fail(`${error}`),
  );
  t.after(() => host.close());
  for (const path of ["disabled_websocket_echo/0/a/websocket", "disabled_websocket_echo/websocket"]) {
    const client = new WebSocket(`ws://127.0.0.1:${host.port}/${path}`);
    t.after(() => client.terminate());
    const [error] = await once(client, "error", { signal: AbortSignal.timeout(5000) });
    assert.match(String(error), /404/, path);
  }
});
