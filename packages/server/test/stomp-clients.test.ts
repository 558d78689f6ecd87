import assert from "node:assert/strict";
import { test } from "node:test";
import type { IFrame, IMessage } from "@stomp/stompjs";
import { served } from "./served.ts";
import { activated, overTcp, overWebSocket, ROOM, receipt, until } from "./stock-clients.ts";

test("issue 6: @stomp/stompjs: bytes and their type come out as they went in, over WebSocket and TCP", async (t) => {
  const server = await served(t, "--stomp-port=0", "--stomp-prefixes=/topic/");
  const [web, tcp] = [await activated(t, overWebSocket(server)), await activated(t, overTcp(server))];
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
