import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { promisify } from "node:util";
import { Client, type IFrame, type StompConfig } from "@stomp/stompjs";
import { TCPWrapper } from "@stomp/tcp-wrapper";
import SockJS from "sockjs-client";
import stompit from "stompit";
import webstomp from "webstomp-client";
import { WebSocket } from "ws";
import type { Served } from "./served.ts";

export const ROOM = "/rooms/chat";

/** All that sockjs-client has in Node. */
export const SOCKJS_TRANSPORTS = ["websocket", "xhr-streaming", "eventsource", "xhr-polling"] as const;
type SockjsTransport = (typeof SOCKJS_TRANSPORTS)[number];

/** What every client shows of a message. */
export interface Got {
  readonly body: string;
  readonly offset: string | undefined;
}

/** A client that is in the room. */
export interface Stock {
  readonly got: readonly Got[];
  /** Resolves when the server has confirmed it. */
  send(body: string): Promise<unknown>;
  leave?(): Promise<void>;
}

/** Looks again and again, for 10 s. */
export async function until(check: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!check()) {
    assert.ok(Date.now() < end, "nothing came within 10 s");
    await new Promise((later) => setTimeout(later, 5));
  }
}

/** `@stomp/stompjs`, let in. */
export function activated(t: TestContext, config: StompConfig): Promise<Client> {
  const client = new Client({ reconnectDelay: 0, ...config });
  t.after(() => client.deactivate({ force: true }));
  const { promise, resolve, reject } = Promise.withResolvers<Client>();
  client.onConnect = () => resolve(client);
  client.onStompError = ({ headers }) => reject(new Error(headers["message"]));
  client.activate();
  return promise;
}

export function receipt(client: Client, id: string): Promise<IFrame> {
  return new Promise((resolve) => client.watchForReceipt(id, resolve));
}

export const overWebSocket = ({ port }: Pick<Served, "port">): StompConfig => ({
  webSocketFactory: () => new WebSocket(`ws://127.0.0.1:${port}/stomp`, ["v12.stomp", "v11.stomp", "v10.stomp"]),
});

export const overSockjs = ({ port }: Pick<Served, "port">, transport: SockjsTransport): StompConfig => ({
  webSocketFactory: () => new SockJS(`http://127.0.0.1:${port}/stomp`, null, { transports: [transport] }),
});

export const overTcp = ({ stompPort = 0 }: Pick<Served, "stompPort">): StompConfig => ({
  webSocketFactory: () => new TCPWrapper("127.0.0.1", stompPort),
});

export async function stompjs(t: TestContext, login: string, config: StompConfig): Promise<Stock> {
  const client = await activated(t, { connectHeaders: { login }, ...config });
  const got: Got[] = [];
  const subscribed = receipt(client, "s");
  client.subscribe(ROOM, ({ body, headers }) => void got.push({ body, offset: headers["x-stream-offset"] }), {
    receipt: "s",
  });
  await subscribed;
  const send = async (body: string): Promise<void> => {
    const confirmed = receipt(client, body);
    client.publish({ destination: ROOM, body, headers: { receipt: body } });
    await confirmed;
  };
  return { got, send };
}

export async function stompitStock({ stompPort = 0 }: Pick<Served, "stompPort">, login: string): Promise<Stock> {
  const connectHeaders = { host: "/", login, "heart-beat": "5000,5000" };
  const { promise, resolve, reject } = Promise.withResolvers<stompit.Client>();
  stompit.connect({ host: "127.0.0.1", port: stompPort, connectHeaders }, (error, connected) =>
    error === null ? resolve(connected) : reject(error),
  );
  const client = await promise;
  const got: Got[] = [];
  client.subscribe({ destination: ROOM, ack: "client-individual" }, (error, message) => {
    if (error !== null) return;
    const offset = message.headers["x-stream-offset"];
    message.readString("utf-8", (_failed, body) => {
      got.push({ body, offset });
      client.ack(message);
    });
  });
  const send = (body: string): Promise<void> =>
    new Promise((onReceipt) => client.send({ destination: ROOM }, { onReceipt }).end(body));
  const leave = (): Promise<void> => new Promise((left) => client.disconnect(() => left()));
  return { got, send, leave };
}

export async function webstompStock(t: TestContext, { port }: Pick<Served, "port">, login: string): Promise<Stock> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/stomp/websocket`, ["v12.stomp"]);
  const client = webstomp.over(socket, { debug: false });
  t.after(() => socket.terminate());
  await new Promise<unknown>((resolve) => client.connect({ login }, resolve));
  const got: Got[] = [];
  client.subscribe(ROOM, ({ body, headers }) => void got.push({ body, offset: headers["x-stream-offset"] }));
  const send = (body: string): Promise<void> => {
    client.send(ROOM, body);
    return until(() => got.some((each) => each.body === body));
  };
  return { got, send };
}

/** The native protocol over a WebSocket, or what looks like one. */
async function native(
  t: TestContext,
  socket: Pick<WebSocket, "close" | "send" | "onopen" | "onmessage">,
  name: string,
): Promise<Stock> {
  t.after(() => socket.close());
  const got: Got[] = [];
  let joined = false;
  socket.onmessage = ({ data }) => {
    const { type, text: body, offset } = JSON.parse(String(data)) as { type: string; text: string; offset: number };
    if (type === "entry") got.push({ body, offset: String(offset) });
    joined ||= type === "joined";
  };
  await new Promise((opened) => {
    socket.onopen = opened;
  });
  socket.send(JSON.stringify({ type: "hello", name }));
  socket.send(JSON.stringify({ type: "join", room: "chat" }));
  await until(() => joined);
  const send = (text: string): Promise<void> => {
    socket.send(JSON.stringify({ type: "send", room: "chat", id: text, text }));
    return until(() => got.some(({ body }) => body === text));
  };
  return { got, send };
}

export const nativeStock = (t: TestContext, { port }: Pick<Served, "port">, name: string): Promise<Stock> =>
  native(t, new WebSocket(`ws://127.0.0.1:${port}/ws`, "madang.v1"), name);

export const sockjsStock = (
  t: TestContext,
  { port }: Pick<Served, "port">,
  transport: SockjsTransport,
): Promise<Stock> =>
  native(
    t,
    new SockJS(`http://127.0.0.1:${port}/sockjs`, null, { transports: [transport] }) as unknown as WebSocket,
    transport,
  );

/** `curl`, which reads the log as it grows, an entry a line. */
export function curlStock(t: TestContext, { port }: Pick<Served, "port">, name: string): Stock {
  const log = `http://127.0.0.1:${port}/rooms/chat/log`;
  const got: Got[] = [];
  const reader = spawn("curl", ["-sN", `${log}?offset=-1&live=ndjson`], { stdio: ["ignore", "pipe", "ignore"] });
  t.after(() => reader.kill());
  createInterface(reader.stdout).on("line", (line) => {
    const { text, offset } = JSON.parse(line) as { text: string; offset: number };
    got.push({ body: text, offset: String(offset) });
  });
  const send = (text: string): Promise<unknown> => {
    const json = ["-H", "content-type: application/json", "-d", JSON.stringify({ text })];
    return promisify(execFile)("curl", ["-sf", ...json, `${log}?name=${name}`]);
  };
  return { got, send };
}
