import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Client, type IFrame, type IMessage, type StompConfig } from "@stomp/stompjs";
import { TCPWrapper } from "@stomp/tcp-wrapper";
import { WebSocket } from "ws";
import { openEchoHost } from "../src/echo-host.ts";

const GUEST = { login: "guest", passcode: "guest", host: "/" };

interface EchoBroker {
  /** A client that is let in. */
  open(config: StompConfig): Promise<Client>;
  readonly url: string;
  readonly web: StompConfig;
  readonly tcp: StompConfig;
}

/** An echo host of this test's own, and the ways to it. */
async function echoBroker(t: TestContext): Promise<EchoBroker> {
  const settings = { host: "127.0.0.1", port: 0, h2cPort: undefined, stompPort: 0 };
  const host = await openEchoHost(settings, (error) => assert.fail(String(error)));
  t.after(() => host.close());
  const open = async (config: StompConfig): Promise<Client> => {
    const client = new Client({ reconnectDelay: 0, connectHeaders: GUEST, ...config });
    t.after(() => client.deactivate({ force: true }));
    await new Promise<IFrame>((resolve, reject) => {
      client.onConnect = resolve;
      client.onStompError = reject;
      client.activate();
    });
    return client;
  };
  const url = `ws://127.0.0.1:${host.port}/ws`;
  const web = { webSocketFactory: () => new WebSocket(url, ["v12.stomp", "v11.stomp"]) };
  const tcp = { webSocketFactory: () => new TCPWrapper("127.0.0.1", host.stompPort ?? 0) };
  return { open, url, web, tcp };
}

/** Rejects when it has not come in 5 s. */
function soon<T>(what: string, begin: (resolve: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`within 5 s there was no ${what}`)), 5000);
    begin((value) => {
      clearTimeout(late);
      resolve(value);
    });
  });
}

/** Subscribed, as a receipt confirms; what comes is gathered, and `full` when so many are there. */
async function gather(
  client: Client,
  destination: string,
  count: number,
): Promise<{ readonly got: readonly IMessage[]; readonly full: Promise<void> }> {
  const got: IMessage[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  await soon<IFrame>("receipt", (come) => {
    client.watchForReceipt("s", come);
    const take = (message: IMessage): void => {
      if (got.push(message) === count) resolve();
    };
    client.subscribe(destination, take, { receipt: "s" });
  });
  return { got, full: promise };
}

test("issue 6: the echo host is a STOMP broker at /ws and --stomp-port: guest/guest, any destination, text and bytes", async (t) => {
  const { open, web, tcp } = await echoBroker(t);
  const destination = "/exchange/amq.topic/any thing.*";
  const sender = await open(web);
  const [own, other] = [await gather(sender, destination, 2), await gather(await open(tcp), destination, 2)];
  sender.publish({ destination, body: "안녕" });
  sender.publish({ destination, binaryBody: Uint8Array.of(0, 1, 2) });
  await soon("messages", (come) => void Promise.all([own.full, other.full]).then(come));
  const [text, bytes] = own.got;
  assert.equal(other.got[0]?.body, "안녕");
  assert.deepEqual([text?.body, text?.headers["destination"]], ["안녕", destination]);
  assert.deepEqual([...(bytes?.binaryBody ?? [])], [0, 1, 2]);
  await assert.rejects(open({ ...web, connectHeaders: { login: "guest", passcode: "wrong" } }));
});

test("stompjs, message.spec, Large data: 1023 KB of text and of bytes come back as they were", async (t) => {
  const { open, web, tcp } = await echoBroker(t);
  const sender = await open(web);
  const [own, other] = [await gather(sender, "/topic/large", 2), await gather(await open(tcp), "/topic/large", 2)];
  const body = "abcdefgh".repeat(128 * 1023);
  const binaryBody = Uint8Array.from({ length: 1023 * 1024 }, (_, index) => index % 128);
  sender.publish({ destination: "/topic/large", body });
  sender.publish({ destination: "/topic/large", binaryBody });
  await soon("messages", (come) => void Promise.all([own.full, other.full]).then(come));
  for (const { got } of [own, other]) {
    // Compared at once: a difference of a megabyte is no message for people.
    assert.ok(got[0]?.body === body);
    assert.ok(Buffer.from(got[1]?.binaryBody ?? []).equals(binaryBody));
  }
});

test("stompjs, heart-beat.spec: a beat a second for whoever asks for it, and who is silent for two is given up", async (t) => {
  const { open, web, url } = await echoBroker(t);
  const beats = { heartbeatIncoming: 1000, heartbeatOutgoing: 0 };
  await soon<void>("beat", (come) => void open({ ...web, ...beats, onHeartbeatReceived: come }));
  const silent = new WebSocket(url);
  t.after(() => silent.terminate());
  silent.on("open", () => silent.send("CONNECT\naccept-version:1.2\nheart-beat:1000,0\n\n\0"));
  const said: string[] = [];
  await soon<void>("end", (come) => silent.on("message", (data) => said.push(String(data))).on("close", () => come()));
  assert.match(said[0] ?? "", /^CONNECTED\n(.+\n)*heart-beat:1000,1000\n/);
  assert.match(said[1] ?? "", /^ERROR\nmessage:no heart-beat for \d+ ms\n/);
});

test("a burst is read to its end by who does not read at first: more than both kernels take, and than a tail holds", async (t) => {
  const { open, web } = await echoBroker(t);
  const [sender, slow] = [await open(web), await open(web)];
  const reader = await gather(slow, "/topic/burst", 4000);
  (slow.webSocket as unknown as WebSocket).pause();
  const body = "x".repeat(4096);
  await soon<IFrame>("receipt", (come) => {
    sender.watchForReceipt("last", come);
    for (let left = 3999; left >= 0; left -= 1) {
      sender.publish({ destination: "/topic/burst", body, headers: left === 0 ? { receipt: "last" } : {} });
    }
  });
  (slow.webSocket as unknown as WebSocket).resume();
  await soon("rest", (come) => void reader.full.then(come));
});
