import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { setTimeout as after } from "node:timers/promises";
import { FaultProxy } from "../proxy/fault-proxy.ts";
import { DELAY_MS } from "../proxy/lane.ts";
import type { Road } from "../proxy/road.ts";

/** One end of a connection, and what it has heard. */
class End {
  readonly socket: Socket;
  heard = "";
  chunks = 0;
  ended = false;
  fate = "";

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (bytes) => {
      this.heard += bytes;
      this.chunks++;
    });
    socket.on("end", () => {
      this.ended = true;
    });
    socket.on("error", (error) => {
      this.fate = "code" in error ? String(error.code) : error.message;
    });
    socket.on("close", () => {
      this.fate ||= "closed";
    });
  }

  async hears(text: string): Promise<void> {
    await until(() => this.heard === text, `${JSON.stringify(text)}, but heard ${JSON.stringify(this.heard)}`);
  }

  async meets(fate: string): Promise<void> {
    await until(() => this.fate === fate, `${fate}, but it is ${this.fate || "open"}`);
  }
}

async function until(done: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 5000;
  while (!done()) {
    assert.ok(performance.now() < deadline, `not ${what}`);
    await after(5);
  }
}

interface Line {
  readonly client: End;
  readonly server: End;
  readonly road: Road;
  readonly proxy: FaultProxy;
}

/** A connection through a proxy. */
async function line(t: TestContext): Promise<Line> {
  const listener = createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  const proxy = await FaultProxy.open((listener.address() as AddressInfo).port);
  const arrived = once(listener, "connection") as Promise<[Socket]>;
  const socket = connect({ port: proxy.port, host: "127.0.0.1", allowHalfOpen: true });
  const [client, server] = [new End(socket), new End((await arrived)[0])];
  t.after(async () => {
    await proxy.close();
    listener.close();
    for (const { socket } of [client, server]) socket.destroy();
  });
  const [road] = proxy.roads;
  assert.ok(road !== undefined);
  return { client, server, road, proxy };
}

test("without a fault everything passes, and the end too", async (t) => {
  const { client, server } = await line(t);
  client.socket.end("up");
  await server.hears("up");
  await until(() => server.ended, "the end");
  server.socket.end("down");
  await client.hears("down");
  await until(() => client.ended, "the end");
});

test("a reset is an error, an end is none", async (t) => {
  const first = await line(t);
  first.road.suffer("reset", "up", 0);
  await Promise.all([first.client.meets("ECONNRESET"), first.server.meets("ECONNRESET")]);
  const second = await line(t);
  second.road.suffer("end", "up", 0);
  await until(() => second.client.ended && second.server.ended, "ended");
});

test("one-way loss: one direction hears nothing, the other goes on, then both are reset", async (t) => {
  const { client, server, road } = await line(t);
  road.suffer("half-cut", "up", 150);
  client.socket.write("lost");
  server.socket.write("down");
  await client.hears("down");
  await client.meets("ECONNRESET");
  assert.equal(server.heard, "");
});

test("after a loss nothing comes any more, whatever else goes wrong", async (t) => {
  const { client, server, road } = await line(t);
  road.suffer("half-cut", "up", 200);
  client.socket.write("lost");
  await after(50);
  for (const fault of ["stop", "delay", "trickle"] as const) road.suffer(fault, "up", 5);
  await after(50);
  client.socket.write("late");
  await client.meets("ECONNRESET");
  assert.equal(server.heard, "");
});

test("a half end: one direction ends, the other goes on", async (t) => {
  const { client, server, road } = await line(t);
  road.suffer("half-end", "down", 150);
  await until(() => client.ended, "ended");
  client.socket.write("up");
  await server.hears("up");
  await server.meets("ECONNRESET");
});

test("a stop holds everything back, and gives it afterwards", async (t) => {
  const { client, server, road } = await line(t);
  road.suffer("stop", "up", 150);
  client.socket.write("a");
  await after(50);
  client.socket.write("b");
  await after(50);
  assert.equal(server.heard, "");
  await server.hears("ab");
});

test("a stop reaches back to the sender", async (t) => {
  const { client, server, road } = await line(t);
  road.suffer("stop", "down", 60_000);
  server.socket.write("x".repeat(32 * 1024 * 1024));
  await after(200);
  assert.ok(server.socket.writableLength > 0);
  assert.equal(client.heard, "");
});

test("a delay keeps the order", async (t) => {
  const { client, server, road } = await line(t);
  road.suffer("delay", "up", 60_000);
  const begun = performance.now();
  for (const text of ["a", "b", "c"]) {
    client.socket.write(text);
    await after(10);
  }
  await server.hears("abc");
  assert.ok(performance.now() - begun >= DELAY_MS - 5);
});

test("a trickle gives a few bytes at a time, and all of them", async (t) => {
  const { client, server, road } = await line(t);
  road.suffer("trickle", "up", 60_000);
  const text = "0123456789".repeat(500);
  client.socket.write(text);
  await server.hears(text);
  assert.ok(server.chunks > 20, `${server.chunks} chunks`);
});

test("a narrow direction takes its time, reaches back to the sender, and gives everything", async (t) => {
  const { client, server, road } = await line(t);
  road.suffer("narrow", "down", 60_000);
  const text = "0123456789".repeat(3000);
  const begun = performance.now();
  server.socket.write(text);
  await client.hears(text);
  assert.ok(performance.now() - begun >= 200, "it came too fast");
  server.socket.write("x".repeat(32 * 1024 * 1024));
  await after(200);
  assert.ok(server.socket.writableLength > 0);
});

test("healing: what was held comes, what has lost bytes is reset", async (t) => {
  const held = await line(t);
  held.road.suffer("stop", "up", 60_000);
  held.client.socket.write("a");
  held.proxy.heal();
  await held.server.hears("a");
  const sick = await line(t);
  sick.road.suffer("half-cut", "up", 60_000);
  sick.proxy.heal();
  await sick.client.meets("ECONNRESET");
});

test("where no server is, a connection ends", async (t) => {
  const { proxy } = await line(t);
  proxy.target = 1;
  const client = new End(connect(proxy.port, "127.0.0.1"));
  await until(() => client.fate !== "", "ended");
});
