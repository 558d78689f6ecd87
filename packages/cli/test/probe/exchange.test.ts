import assert from "node:assert/strict";
import { test } from "node:test";
import { exchange, firstBytes } from "../../src/probe/exchange.ts";
import { fakeServer } from "./fake-server.ts";

test("an exchange ends with the head of the answer; the body's first bytes are waited for apart", async (t) => {
  const { url } = await fakeServer(t, (_request, response) => {
    response.writeHead(200, { "content-type": "text/plain" });
    response.write("hello");
  });
  const answer = await exchange(url);
  assert.deepEqual([answer.response.statusCode, answer.upgraded], [200, false]);
  assert.equal(await firstBytes(answer.response, 5000), "hello");
  answer.end();
});

test("a body that does not begin in time has no first bytes", async (t) => {
  const { url } = await fakeServer(t, (_request, response) => response.writeHead(200).flushHeaders());
  const answer = await exchange(url);
  assert.equal(await firstBytes(answer.response, 50), undefined);
  answer.end();
});

test("an upgrade is seen as one; nobody there is the network's error", async (t) => {
  const { url, server } = await fakeServer(t, () => undefined);
  server.on("upgrade", (_request, socket) => {
    socket.end("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
  });
  assert.equal((await exchange(url, { connection: "Upgrade", upgrade: "x" })).upgraded, true);
  server.close();
  await assert.rejects(exchange(new URL("http://127.0.0.1:1/")), { code: "ECONNREFUSED" });
});
