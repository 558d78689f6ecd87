import assert from "node:assert/strict";
import { test } from "node:test";
import { Versions } from "@stomp/stompjs";
import { text } from "../../net/test/peer.ts";
import { served } from "./served.ts";
import {
  curlStock,
  nativeStock,
  overSockjs,
  overTcp,
  overWebSocket,
  type Stock,
  sockjsStock,
  stompitStock,
  stompjs,
  until,
  webstompStock,
} from "./stock-clients.ts";

test("issue 6: what each client sends, all the others, a bare WebSocket and curl read at the same offset", async (t) => {
  const server = await served(t, "--stomp-port=0");
  const bare = await server.join("bare");
  const oldest = { ...overWebSocket(server), stompVersions: new Versions(["1.0"]) };
  // By the names of their authors.
  const clients: Readonly<Record<string, Stock>> = {
    "stompjs-ws": await stompjs(t, "stompjs-ws", overWebSocket(server)),
    "stompjs-1.0": await stompjs(t, "stompjs-1.0", oldest),
    "stompjs-sockjs": await stompjs(t, "stompjs-sockjs", overSockjs(server, "websocket")),
    "stompjs-sockjs-polling": await stompjs(t, "stompjs-sockjs-polling", overSockjs(server, "xhr-polling")),
    "stompjs-tcp": await stompjs(t, "stompjs-tcp", overTcp(server)),
    stompit: await stompitStock(server, "stompit"),
    webstomp: await webstompStock(t, server, "webstomp"),
    websocket: await sockjsStock(t, server, "websocket"),
    "xhr-streaming": await sockjsStock(t, server, "xhr-streaming"),
    native: await nativeStock(t, server, "native"),
    curl: curlStock(t, server, "curl"),
  };
  const senders = { ...clients, bare: { send: (body: string) => bare.send(text(body)) } };
  const said = Object.keys(senders).map((name) => ({ name, body: `${name}-says` }));
  for (const { name, body } of said) {
    await senders[name as keyof typeof senders]?.send(body);
    await bare.heard(`${name}:${body}`);
  }
  const wanted = said.map(({ body }, index) => ({ body, offset: String(index + 1) }));
  for (const [name, { got }] of Object.entries(clients)) {
    await until(() => got.length >= wanted.length);
    assert.deepEqual(got, wanted, name);
  }
  // A notice has no name.
  const lines = bare.texts.filter((line) => !line.startsWith(":"));
  assert.deepEqual(
    lines,
    said.map(({ name, body }) => `${name}:${body}`),
  );
  for (const { leave } of Object.values(clients)) await leave?.();
});
