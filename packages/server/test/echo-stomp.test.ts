import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type IFrame, type IMessage, type StompConfig } from "@stomp/stompjs";
import { TCPWrapper } from "@stomp/tcp-wrapper";
import { WebSocket } from "ws";
import { openEchoHost } from "../src/echo-host.ts";

test("issue 6: the echo host is a STOMP broker at /ws and --stomp-port: guest/guest, any destination, text and bytes", async (t) => {
  const settings = { host: "127.0.0.1", port: 0, h2cPort: undefined, stompPort: 0 };
  const host = await openEchoHost(settings, (error) => assert.fail(String(error)));
  t.after(() => host.close());
  const open = async (config: StompConfig): Promise<Client> => {
    const client = new Client({ reconnectDelay: 0, ...config });
    t.after(() => client.deactivate({ force: true }));
    await new Promise<IFrame>((resolve, reject) => {
      client.onConnect = resolve;
      client.onStompError = reject;
      client.activate();
    });
    return client;
  };
  const url = `ws://127.0.0.1:${host.port}/ws`;
  const connectHeaders = { login: "guest", passcode: "guest", host: "/" };
  const web = await open({ webSocketFactory: () => new WebSocket(url, ["v12.stomp", "v11.stomp"]), connectHeaders });
  const tcp = await open({ webSocketFactory: () => new TCPWrapper("127.0.0.1", host.stompPort ?? 0), connectHeaders });
  const destination = "/exchange/amq.topic/any thing.*";
  const [gotWeb, gotTcp]: [IMessage[], IMessage[]] = [[], []];
  const subscribed = new Promise((resolve) => tcp.watchForReceipt("s", resolve));
  tcp.subscribe(destination, (message) => void gotTcp.push(message), { receipt: "s" });
  await subscribed;
  const both = new Promise<void>((resolve) => {
    web.subscribe(destination, (message) => {
      gotWeb.push(message);
      if (message.headers["last"] === "yes") resolve();
    });
  });
  web.publish({ destination, body: "안녕" });
  web.publish({ destination, binaryBody: Uint8Array.of(0, 1, 2), headers: { last: "yes" } });
  await both;
  const [text, bytes] = gotWeb;
  assert.equal(gotTcp[0]?.body, "안녕");
  assert.deepEqual([text?.body, text?.headers["destination"]], ["안녕", destination]);
  assert.deepEqual([...(bytes?.binaryBody ?? [])], [0, 1, 2]);
  const wrong = { login: "guest", passcode: "wrong" };
  await assert.rejects(open({ webSocketFactory: () => new WebSocket(url), connectHeaders: wrong }));
});
