import assert from "node:assert/strict";
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { describe, test } from "node:test";
import { WebSocket } from "ws";
import { ChatServer, OPERATOR_TOKEN } from "./support/chat-server.ts";
import { isInstalled, PROXIES, type ProxyKind, ReverseProxy } from "./support/proxy.ts";

for (const kind of PROXIES) {
  const skip = !isInstalled(kind) && `${kind.name} is not installed`;
  describe(`docs/deploy/${kind.file}`, { skip }, () => {
    test("a WebSocket gets through, from the page's own origin", (t) =>
      behind(kind, t, async (port) => {
        const origin = `http://localhost:${port}`;
        const socket = new WebSocket(`ws://localhost:${port}/ws/chat?name=철수`, { headers: { origin } });
        await once(socket, "open");
        socket.send("안녕");
        const [data] = (await once(socket, "message")) as [Buffer];
        assert.equal(data.toString(), "철수:안녕");
        socket.close();
        await once(socket, "close");
      }));

    test("it is asked under the site's own name, which the proxy passes on", (t) =>
      behind(kind, t, async (port) => {
        const headers = { host: "chat.example", origin: "http://chat.example" };
        const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/chat?name=철수`, { headers });
        await once(socket, "open");
        socket.close();
        await once(socket, "close");
        const [response] = (await once(get({ port, path: "/healthz", headers }), "response")) as [IncomingMessage];
        response.resume();
        assert.equal(response.statusCode, 200);
      }));

    test("a stream is passed on as it comes", (t) =>
      behind(kind, t, async (port) => {
        const log = `http://localhost:${port}/rooms/chat/log`;
        const stream = await fetch(`${log}?offset=now&live=sse&name=영희`);
        assert.equal(stream.status, 200);
        const reader = stream.body?.getReader();
        assert.ok(reader);
        const sent = await fetch(`${log}?name=철수`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ id: "1", text: "흐른다" }),
        });
        assert.equal(sent.status, 201);
        let text = "";
        while (!text.includes("흐른다")) {
          const { value, done } = await reader.read();
          assert.ok(!done, "the stream ended");
          text += Buffer.from(value).toString();
        }
        await reader.cancel();
      }));

    test("the server judges the client by its own address, not by the proxy's", (t) =>
      behind(kind, t, async (port) => {
        const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` };
        const ban = await fetch(`http://localhost:${port}/api/bans/address/127.0.0.2`, { method: "PUT", headers });
        assert.equal(ban.status, 201);
        assert.deepEqual([await statusFrom("127.0.0.2", port), await statusFrom("127.0.0.3", port)], [403, 200]);
      }));
  });
}

async function behind(
  kind: ProxyKind,
  t: { after(call: () => Promise<void>): void },
  use: (port: number) => Promise<void>,
): Promise<void> {
  const server = await ChatServer.start("--trust-proxy", "127.0.0.1");
  t.after(() => server.close());
  const proxy = await ReverseProxy.before(server.port, kind);
  t.after(() => proxy.close());
  await use(proxy.port);
}

/** What somebody at a loopback address of their own gets. */
async function statusFrom(localAddress: string, port: number): Promise<number> {
  const [response] = (await once(get({ host: "127.0.0.1", port, localAddress, path: "/api/rooms" }), "response")) as [
    IncomingMessage,
  ];
  response.resume();
  return response.statusCode ?? 0;
}
