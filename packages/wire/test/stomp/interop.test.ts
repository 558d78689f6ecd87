import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { type TestContext, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Client, type IFrame, type IMessage, type StompConfig, Versions } from "@stomp/stompjs";
import stompit from "stompit";
import webstomp from "webstomp-client";
import { FakeWebSocket } from "./fake-web-socket.ts";
import { RoomOwner } from "./room-owner.ts";

const ROOM = "/rooms/마당";

/** A promise that is kept from outside, for what the clients call back. */
function promised<T>(): { readonly came: Promise<T>; readonly say: (value: T) => void } {
  const { promise, resolve } = Promise.withResolvers<T>();
  return { came: promise, say: resolve };
}

function stompjs(t: TestContext, config: StompConfig): { readonly client: Client; readonly socket: FakeWebSocket } {
  const socket = new FakeWebSocket();
  const client = new Client({
    webSocketFactory: () => socket as unknown as WebSocket,
    reconnectDelay: 0,
    heartbeatIncoming: 0,
    heartbeatOutgoing: 0,
    ...config,
  });
  t.after(() => client.deactivate());
  return { client, socket };
}

async function connected(client: Client): Promise<IFrame> {
  const { came, say } = promised<IFrame>();
  client.onConnect = say;
  client.activate();
  return await came;
}

for (const version of ["1.0", "1.1", "1.2"]) {
  test(`@stomp/stompjs, STOMP ${version}: CONNECT, SUBSCRIBE, SEND, ACK, receipt, transaction, DISCONNECT`, async (t) => {
    const { client, socket } = stompjs(t, {
      stompVersions: new Versions([version]),
      connectHeaders: { login: "철수" },
    });
    const frame = await connected(client);
    assert.deepEqual([frame.headers["version"], frame.headers["server"]], [version, "madang-test"]);
    const first = promised<IMessage>();
    const receipt = promised<IFrame>();
    const subscription = client.subscribe(ROOM, first.say, { ack: "client" });
    client.watchForReceipt("r-1", receipt.say);
    client.publish({ destination: ROOM, body: "안녕\0?", headers: { receipt: "r-1", mood: "so so" } });
    const message = await first.came;
    assert.equal(message.body, "안녕\0?");
    assert.deepEqual(
      [message.headers["mood"], message.headers["message-id"], message.headers["destination"]],
      ["so so", "e-1", ROOM],
    );
    message.ack();
    await receipt.came;
    const begun = client.begin();
    client.publish({ destination: ROOM, body: "in it", headers: { transaction: begun.id } });
    begun.commit();
    subscription.unsubscribe();
    const left = promised<IFrame>();
    client.onDisconnect = left.say;
    await client.deactivate();
    await left.came;
    assert.deepEqual(socket.owner.told, ["connect", "subscribe", "send", "ack", "commit", "unsubscribe", "disconnect"]);
  });
}

test("@stomp/stompjs, STOMP 1.2: escaped headers go through; large frames may come in many messages", async (t) => {
  const { client, socket } = stompjs(t, { splitLargeFrames: true, maxWebSocketChunkSize: 7 });
  await connected(client);
  const first = promised<IMessage>();
  client.subscribe(ROOM, first.say, { id: "sub:0" });
  client.publish({ destination: ROOM, body: "x".repeat(1000), headers: { hard: "a:b\nc\\d\re" } });
  const message = await first.came;
  assert.deepEqual(
    [message.body.length, message.headers["hard"], message.headers["subscription"]],
    [1000, "a:b\nc\\d\re", "sub:0"],
  );
  assert.ok(socket.sent.length > 100);
});

test("@stomp/stompjs, STOMP 1.2 Heart-beating: both sides live on beats, and the server notices when they stop", async (t) => {
  const { client, socket } = stompjs(t, { heartbeatIncoming: 40, heartbeatOutgoing: 40 });
  const beats = promised<void>();
  client.onHeartbeatReceived = () => beats.say();
  await connected(client);
  const ticking = setInterval(() => socket.owner.tick(), 5);
  t.after(() => clearInterval(ticking));
  await beats.came;
  await delay(150);
  assert.ok(socket.sent.includes("\n"));
  assert.deepEqual(socket.owner.told, ["connect"]);
  socket.send = () => undefined;
  await delay(200);
  assert.equal(socket.owner.told[1], "closed");
  assert.match(socket.owner.told[2] ?? "", /^no heart-beat for/);
});

test("@stomp/stompjs: a refused login is an ERROR with its words", async (t) => {
  const { client } = stompjs(t, { connectHeaders: { login: "me", passcode: "wrong" } });
  const error = promised<IFrame>();
  client.onStompError = error.say;
  client.activate();
  const frame = await error.came;
  assert.deepEqual([frame.headers["message"], frame.body], ["login refused", "Not this passcode, me."]);
});

for (const protocol of ["v10.stomp", "v11.stomp", "v12.stomp"]) {
  test(`webstomp-client, ${protocol}: CONNECT, SUBSCRIBE, SEND, ACK, DISCONNECT`, async () => {
    const socket = new FakeWebSocket(protocol);
    const client = webstomp.over(socket, { debug: false, heartbeat: { incoming: 1000, outgoing: 1000 } });
    const opened = promised<unknown>();
    client.connect({ login: "me", passcode: "p" }, opened.say);
    await opened.came;
    const first = promised<webstomp.Message>();
    client.subscribe(ROOM, first.say, { ack: "client-individual" });
    client.send(ROOM, "안녕", { mood: "good" });
    const message = await first.came;
    assert.deepEqual([message.body, message.headers["destination"]], ["안녕", ROOM]);
    message.ack();
    client.disconnect();
    assert.deepEqual(socket.owner.told, ["connect", "subscribe", "send", "ack", "disconnect"]);
  });
}

/** A TCP server with one owner for its one client. */
async function tcpServer(t: TestContext): Promise<{ readonly port: number; readonly told: () => readonly string[] }> {
  let owner: RoomOwner | undefined;
  const server = net.createServer((socket) => {
    const mine = new RoomOwner(
      (bytes) => socket.write(bytes),
      () => socket.end(),
    );
    owner = mine;
    socket.on("data", (bytes) => mine.receive(bytes));
    socket.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return { port: address.port, told: () => owner?.told ?? [] };
}

async function stompitClient(port: number, versions: string): Promise<stompit.Client> {
  const { promise, resolve, reject } = Promise.withResolvers<stompit.Client>();
  const connectHeaders = { "accept-version": versions, login: "me", passcode: "p", "heart-beat": "5000,5000" };
  stompit.connect({ host: "127.0.0.1", port, connectHeaders }, (error, client) =>
    error === null ? resolve(client) : reject(error),
  );
  return await promise;
}

for (const version of ["1.0", "1.1", "1.2"]) {
  test(`stompit over TCP, STOMP ${version}: CONNECT, SUBSCRIBE, SEND, receipt, ACK, transaction, DISCONNECT`, async (t) => {
    const { port, told } = await tcpServer(t);
    const client = await stompitClient(port, version);
    const first = promised<stompit.Message>();
    const body = promised<string>();
    const subscription = client.subscribe({ destination: ROOM, ack: "client-individual" }, (_error, message) => {
      message.readString("utf-8", (_failed, text) => body.say(text));
      first.say(message);
    });
    const receipt = promised<void>();
    client.send({ destination: ROOM, hard: "a:b" }, { onReceipt: () => receipt.say() }).end("안녕");
    const message = await first.came;
    assert.equal(await body.came, "안녕");
    assert.equal(message.headers["hard"], "a:b");
    await receipt.came;
    client.ack(message);
    subscription.unsubscribe();
    const transaction = client.begin();
    transaction.send({ destination: ROOM }).end("in it");
    transaction.commit();
    const left = promised<Error | null>();
    client.disconnect(left.say);
    assert.ok(!(await left.came));
    assert.deepEqual(told(), ["connect", "subscribe", "send", "ack", "unsubscribe", "commit", "disconnect"]);
  });
}
