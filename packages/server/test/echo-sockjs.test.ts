import assert from "node:assert/strict";
import { test } from "node:test";
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
