import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { WebSocket } from "ws";
import { Http2Peer } from "../../net/test/http2-peer.ts";
import { text } from "../../net/test/peer.ts";
import { openEchoHost } from "../src/echo-host.ts";

const noFault = (error: unknown): void => assert.fail(String(error));

test("issue 4, 7: an echo at every path, for every origin, over HTTP/1.1 and clear-text HTTP/2", async (t) => {
  const host = await openEchoHost({ host: "127.0.0.1", port: 0, h2cPort: 0 }, noFault);
  t.after(() => host.close());
  for (const port of [host.port, host.h2cPort]) {
    const client = new WebSocket(`ws://127.0.0.1:${port}/any/path?agent=x`, { origin: "https://anywhere.example" });
    await once(client, "open");
    assert.equal(client.extensions, "permessage-deflate");
    client.send("a");
    assert.equal(String((await once(client, "message"))[0]), "a");
    client.terminate();
    assert.match(await (await fetch(`http://127.0.0.1:${port}/`)).text(), /echo host/);
  }
  const browser = await Http2Peer.open(t, `http://127.0.0.1:${host.h2cPort}`);
  const peer = await browser.join("/", { origin: "https://anywhere.example" });
  peer.send(text("b"));
  await peer.heard("b");
  browser.session.destroy();
});

test("issue 4, 7: a service may have its path", async (t) => {
  const refused = { admit: async () => ({ status: 418, title: "I'm a teapot", detail: "not here" }) };
  const service = (path: string) => (path === "/tea" ? refused : undefined);
  const host = await openEchoHost({ host: "127.0.0.1", port: 0, h2cPort: undefined }, noFault, service);
  t.after(() => host.close());
  const client = new WebSocket(`ws://127.0.0.1:${host.port}/tea`);
  assert.match(String((await once(client, "error"))[0]), /418/);
  assert.equal(host.h2cPort, undefined);
});

test("a port that is taken: nothing is left open", async (t) => {
  const taken = createServer().listen(0, "127.0.0.1");
  t.after(() => taken.close());
  await once(taken, "listening");
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await assert.rejects(openEchoHost({ host: "127.0.0.1", port: 0, h2cPort: port }, noFault), /EADDRINUSE/);
});
