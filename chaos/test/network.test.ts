import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { test } from "node:test";
import { Network } from "../proxy/network.ts";

test("both ports lead to the server, each to its own, and faults find the connections of both", async (t) => {
  const listeners = ["front", "stomp"].map((name) =>
    createServer((socket) => {
      socket.on("error", () => undefined);
      socket.write(name);
    }).listen(0, "127.0.0.1"),
  );
  await Promise.all(listeners.map((listener) => once(listener, "listening")));
  const [port = 0, stompPort = 0] = listeners.map((listener) => (listener.address() as AddressInfo).port);
  const network = await Network.open({ port, stompPort });
  const sockets = [network.ports.port, network.ports.stompPort].map((each) => connect(each, "127.0.0.1"));
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    await network.close();
    for (const listener of listeners) listener.close();
  });
  const heard = await Promise.all(sockets.map((socket) => once(socket, "data")));
  assert.deepEqual(heard.map(String), ["front", "stomp"]);
  assert.equal(network.opened, 2);
  const ended = Promise.all(sockets.map((socket) => once(socket, "error")));
  for (const road of network.roads) road.suffer("reset", "up", 0);
  assert.deepEqual(
    (await ended).map(([error]: { code?: string }[]) => error?.code),
    ["ECONNRESET", "ECONNRESET"],
  );
});
