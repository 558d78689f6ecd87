import assert from "node:assert/strict";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Client, type IMessage } from "@stomp/stompjs";
import { TCPWrapper } from "@stomp/tcp-wrapper";
import { WebSocket } from "ws";
import { Madang, tempFolder } from "./process.ts";

const ROOM = "/rooms/chat";
const COUNT = 120;

/** A stock client that comes back by itself; it is told what to do whenever it is let in. */
function comesBack(t: TestContext, url: () => WebSocket | TCPWrapper, ready: (client: Client) => void): Client {
  // Without a name each connection would be somebody else, and an id is its author's.
  const connectHeaders = { login: "철수" };
  const client = new Client({ webSocketFactory: url, connectHeaders, reconnectDelay: 50, connectionTimeout: 2000 });
  client.onConnect = () => ready(client);
  client.activate();
  t.after(() => client.deactivate({ force: true }));
  return client;
}

async function until(check: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!check()) {
    assert.ok(Date.now() < end, "not within 30 s");
    await delay(10);
  }
}

test("issue 6: @stomp/stompjs at a server that is killed: from the last message-id on nothing is lost, nothing doubled", async (t) => {
  const folder = await tempFolder(t);
  const begin = async (port = 0, stompPort = 0): Promise<{ madang: Madang; ports: [number, number] }> => {
    const flags = ["serve", `--port=${port}`, `--stomp-port=${stompPort}`, `--data=${folder}`];
    const madang = new Madang(t, flags);
    await madang.port();
    const line = madang.lines.find((each) => typeof each["stompPort"] === "number") ?? {};
    return { madang, ports: [Number(line["port"]), Number(line["stompPort"])] };
  };
  let { madang, ports } = await begin();
  const [port, stompPort] = ports;
  const web = (): WebSocket => new WebSocket(`ws://127.0.0.1:${port}/stomp`, "v12.stomp");
  const tcp = (): TCPWrapper => new TCPWrapper("127.0.0.1", stompPort);

  const readers = [web, tcp].map((url) => {
    const got: IMessage[] = [];
    comesBack(t, url, (client) => {
      const last = got.at(-1)?.headers["message-id"];
      const from = last === undefined ? { "x-stream-offset": "first" } : { position: last };
      client.subscribe(ROOM, (message) => void got.push(message), from);
    });
    return got;
  });
  const open = new Set<string>();
  const publish = (client: Client, id: string): void => {
    client.watchForReceipt(id, () => open.delete(id));
    client.publish({ destination: ROOM, body: `line ${id}`, headers: { id, receipt: id } });
  };
  // What is not confirmed is said again under its id.
  const writer = comesBack(t, tcp, (client) => {
    for (const id of open) publish(client, id);
  });
  for (let n = 0; n < COUNT; n++) {
    open.add(String(n));
    if (writer.connected) publish(writer, String(n));
    await delay(3);
    if (n !== COUNT / 3 && n !== (2 * COUNT) / 3) continue;
    const gone = once(madang.child, "exit");
    madang.child.kill("SIGKILL");
    await gone;
    ({ madang } = await begin(port, stompPort));
  }
  await until(() => open.size === 0 && readers.every((got) => got.length >= COUNT));
  for (const got of readers) {
    assert.deepEqual(
      got.map(({ headers }) => headers["x-stream-offset"]),
      Array.from({ length: COUNT }, (_, n) => String(n + 1)),
    );
    assert.equal(new Set(got.map(({ body }) => body)).size, COUNT);
  }
});
