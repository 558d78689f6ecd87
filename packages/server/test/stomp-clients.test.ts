import assert from "node:assert/strict";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { Client, type IFrame, type IMessage, type StompConfig, Versions } from "@stomp/stompjs";
import { TCPWrapper } from "@stomp/tcp-wrapper";
import stompit from "stompit";
import webstomp from "webstomp-client";
import { WebSocket } from "ws";
import { type Served, served } from "./served.ts";

const ROOM = "/rooms/chat";

/** What every client shows of a message. */
interface Got {
  readonly body: string;
  readonly offset: string | undefined;
}

/** One stock client: it has subscribed to the room. */
interface Stock {
  readonly got: Got[];
  /** Resolves when the server has confirmed it. */
  send(body: string): Promise<void>;
  leave?(): Promise<void>;
}

function activated(t: TestContext, config: StompConfig): Promise<Client> {
  const client = new Client({ reconnectDelay: 0, ...config });
  t.after(() => client.deactivate({ force: true }));
  const { promise, resolve, reject } = Promise.withResolvers<Client>();
  client.onConnect = () => resolve(client);
  client.onStompError = ({ headers }) => reject(new Error(headers["message"]));
  client.activate();
  return promise;
}

function receipt(client: Client, id: string): Promise<IFrame> {
  return new Promise((resolve) => client.watchForReceipt(id, resolve));
}

async function stompjs(t: TestContext, config: StompConfig): Promise<Stock> {
  const client = await activated(t, { connectHeaders: { login: "stompjs" }, ...config });
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

const overWebSocket = (port: number): StompConfig => ({
  webSocketFactory: () => new WebSocket(`ws://127.0.0.1:${port}/stomp`, ["v12.stomp", "v11.stomp", "v10.stomp"]),
});

const overTcp = ({ stompPort = 0 }: Served): StompConfig => ({
  webSocketFactory: () => new TCPWrapper("127.0.0.1", stompPort),
});

async function stompitStock({ stompPort = 0 }: Served): Promise<Stock> {
  const connectHeaders = { host: "/", login: "stompit", "heart-beat": "5000,5000" };
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

async function webstompStock(t: TestContext, { port }: Served): Promise<Stock> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/stomp/websocket`, ["v12.stomp"]);
  const client = webstomp.over(socket, { debug: false });
  t.after(() => socket.terminate());
  await new Promise<unknown>((resolve) => client.connect({ login: "webstomp" }, resolve));
  const got: Got[] = [];
  client.subscribe(ROOM, ({ body, headers }) => void got.push({ body, offset: headers["x-stream-offset"] }));
  return {
    got,
    send: (body) => {
      client.send(ROOM, body);
      return until(() => got.some((each) => each.body === body));
    },
  };
}

/** The native protocol, by hand. */
async function native(t: TestContext, { port }: Served): Promise<Stock> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, "madang.v1");
  t.after(() => socket.terminate());
  const got: Got[] = [];
  let joined = false;
  socket.on("message", (data) => {
    const { type, text: body, offset } = JSON.parse(String(data)) as { type: string; text: string; offset: number };
    if (type === "entry") got.push({ body, offset: String(offset) });
    joined ||= type === "joined";
  });
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "hello", name: "native" }));
  socket.send(JSON.stringify({ type: "join", room: "chat" }));
  await until(() => joined);
  const send = (text: string): Promise<void> => {
    socket.send(JSON.stringify({ type: "send", room: "chat", id: text, text }));
    return until(() => got.some(({ body }) => body === text));
  };
  return { got, send };
}

async function until(check: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!check()) {
    assert.ok(Date.now() < end, "nothing came within 5 s");
    await new Promise((later) => setTimeout(later, 5));
  }
}

test("issue 6: what each stock client sends, all the others, the bare WebSocket and a native client read at the same offset", async (t) => {
  const server = await served(t, "--stomp-port=0");
  const bare = await server.join("bare");
  const clients: Readonly<Record<string, Stock>> = {
    "stompjs-ws": await stompjs(t, overWebSocket(server.port)),
    "stompjs-tcp": await stompjs(t, overTcp(server)),
    "stompjs-1.0": await stompjs(t, { ...overWebSocket(server.port), stompVersions: new Versions(["1.0"]) }),
    stompit: await stompitStock(server),
    webstomp: await webstompStock(t, server),
    native: await native(t, server),
  };
  const names = Object.keys(clients);
  for (const [name, { send }] of Object.entries(clients)) await send(`${name}-says`);
  const wanted = names.map((name, index) => ({ body: `${name}-says`, offset: String(index + 1) }));
  for (const [name, { got }] of Object.entries(clients)) {
    await until(() => got.length >= wanted.length);
    assert.deepEqual(got, wanted, name);
  }
  for (const [name, author] of [
    ["stompjs-tcp", "stompjs"],
    ["stompit", "stompit"],
    ["webstomp", "webstomp"],
  ]) {
    await bare.heard(`${author}:${name}-says`);
  }
  const log = (await (await server.fetch("/rooms/chat/log?offset=-1")).json()) as { offset: number; text: string }[];
  assert.deepEqual(
    log.map(({ text: body, offset }) => ({ body, offset: String(offset) })),
    wanted,
  );
  for (const { leave } of Object.values(clients)) await leave?.();
});

test("issue 6: @stomp/stompjs: bytes and their type come out as they went in, over WebSocket and TCP", async (t) => {
  const server = await served(t, "--stomp-port=0", "--stomp-prefixes=/topic/");
  const [web, tcp] = [await activated(t, overWebSocket(server.port)), await activated(t, overTcp(server))];
  const got: IMessage[] = [];
  for (const client of [web, tcp]) {
    const subscribed = receipt(client, "s");
    client.subscribe("/topic/chat", (message) => void got.push(message), { receipt: "s" });
    await subscribed;
  }
  const binaryBody = Uint8Array.of(0, 255, 10, 0, 13, 128);
  const contentType = "application/octet-stream";
  web.publish({ destination: "/topic/chat", binaryBody, headers: { "content-type": contentType, mood: "a:b\\d" } });
  await until(() => got.length === 2);
  // The TCP wrapper hands its bytes over as a text: what is not UTF-8 does not survive it.
  const [first] = got.filter((message) => message.binaryBody.length === binaryBody.length);
  assert.ok(first);
  assert.deepEqual([...first.binaryBody], [...binaryBody]);
  for (const { headers } of got) {
    assert.deepEqual(
      [headers["content-type"], headers["mood"], headers["destination"]],
      [contentType, "a:b\\d", "/topic/chat"],
    );
  }
});

test("issue 6: @stomp/stompjs, ack client: a transaction is there as a whole, and its messages are acknowledged", async (t) => {
  const server = await served(t, "--stomp-port=0");
  const client = await activated(t, overTcp(server));
  const got: IMessage[] = [];
  const headers = { ack: "client", "prefetch-count": "2" };
  client.subscribe(ROOM, (message) => void got.push(message), headers);
  const { id, commit } = client.begin();
  for (const body of ["1", "2", "3"]) client.publish({ destination: ROOM, body, headers: { transaction: id } });
  const committed = receipt(client, "c");
  commit();
  client.publish({ destination: ROOM, body: "4", headers: { receipt: "c" } });
  await committed;
  await until(() => got.length === 2);
  got[1]?.ack();
  await until(() => got.length === 4);
  assert.deepEqual(
    got.map(({ body }) => body),
    ["1", "2", "3", "4"],
  );
});

test("issue 6: --stomp-port: a stop tells everybody with an ERROR, and is over in time", async (t) => {
  const server = await served(t, "--stomp-port=0");
  const client = await activated(t, overTcp(server));
  const told = new Promise<IFrame>((resolve) => {
    client.onStompError = resolve;
  });
  await server.close();
  assert.equal((await told).headers["message"], "the server restarts");
});
