import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { test } from "node:test";
import { openWebSocket } from "../src/socket.ts";

/** Accepts one WebSocket, says "hi", and closes with 1012 when anything comes. */
async function listen() {
  const server = createServer();
  let carrier: Duplex | undefined;
  server.on("upgrade", (request, socket) => {
    carrier = socket;
    const key = `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash("sha1").update(key).digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: ${request.headers["sec-websocket-protocol"]}\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.write(Buffer.from("81026869", "hex"));
    socket.on("data", () => socket.end(Buffer.from("880403f46279", "hex")));
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { address: `ws://127.0.0.1:${port}/ws`, close: () => carrier?.destroy() && server.close() };
}

test("the runtime's WebSocket: opened, heard, closed with code and reason", async () => {
  const server = await listen();
  const told: unknown[] = [];
  await new Promise<void>((closed) => {
    const socket = openWebSocket(server.address, "madang.v1", {
      opened: () => told.push("opened"),
      heard: (text) => {
        told.push(text);
        socket.send("bye");
      },
      closed: (code, reason) => {
        told.push([code, reason]);
        closed();
      },
    });
  });
  server.close();
  assert.deepEqual(told, ["opened", "hi", [1012, "by"]]);
});

test("after a close of ours nothing is told", async () => {
  const server = await listen();
  const told: unknown[] = [];
  const events = { opened: () => told.push(1), heard: () => told.push(2), closed: () => told.push(3) };
  openWebSocket(server.address, "madang.v1", events).close(1000);
  await new Promise<void>((opened) => {
    const socket = openWebSocket(server.address, "madang.v1", {
      opened: () => {
        socket.close(1000);
        opened();
      },
      heard: () => told.push(4),
      closed: () => told.push(5),
    });
  });
  await new Promise((later) => setTimeout(later, 20));
  server.close();
  assert.deepEqual(told, []);
});
