import assert from "node:assert/strict";
import { createServer, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { DurableStream, IdempotentProducer, stream } from "@durable-streams/client";
import { EventSource } from "eventsource";
import { type Served, served } from "./served.ts";

interface Said {
  readonly text: string;
  readonly offset: number;
}

async function say(server: Served, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    const response = await server.fetch("/rooms/chat/log?name=a", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text }),
    });
    assert.equal(response.status, 201);
  }
}

const urlOf = ({ port }: Served): string => `http://127.0.0.1:${port}/rooms/chat/log`;

async function until(what: string, met: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!met()) {
    if (Date.now() > deadline) throw new Error(`no ${what} within 5 s`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("Durable Streams 5.5: its client catches up, and resumes where it was", async (t) => {
  const server = await served(t);
  await say(server, "하나", "둘");
  const first = await stream<Said>({ url: urlOf(server), offset: "-1", live: false });
  assert.deepEqual(
    (await first.json()).map(({ text }) => text),
    ["하나", "둘"],
  );
  assert.equal(first.upToDate, true);
  await say(server, "셋");
  const second = await stream<Said>({ url: urlOf(server), offset: first.offset, live: false });
  assert.deepEqual(
    (await second.json()).map(({ offset }) => offset),
    [3],
  );
  const head = await new DurableStream({ url: urlOf(server) }).head();
  assert.ok(head.exists);
  assert.equal(head.contentType, "application/json");
  assert.equal(head.offset, second.offset);
});

for (const live of ["long-poll", "sse"] as const) {
  test(`Durable Streams ${live === "sse" ? "5.7" : "5.6"}: its client follows by ${live}, the past first, each entry once`, async (t) => {
    const server = await served(t);
    await say(server, "1", "2");
    // A client that is left alone tries again, with ever longer waits, after the server has gone: it ends first.
    const given = new AbortController();
    const response = await stream<Said>({ url: urlOf(server), offset: "-1", live, signal: given.signal });
    const heard: string[] = [];
    const ends: boolean[] = [];
    const stop = response.subscribeJson(async (batch) => {
      heard.push(...batch.items.map(({ text }) => text));
      ends.push(batch.upToDate);
    });
    await until("past", () => heard.length === 2);
    for (const text of ["3", "4", "5"]) await say(server, text);
    await until("rest", () => heard.length === 5);
    assert.deepEqual(heard, ["1", "2", "3", "4", "5"]);
    assert.equal(ends.at(-1), true);
    stop();
    given.abort();
  });
}

test("Durable Streams 5.2: its client appends, one by one and through a producer", async (t) => {
  const server = await served(t);
  const handle = new DurableStream({ url: `${urlOf(server)}?name=a`, contentType: "application/json" });
  await handle.append(JSON.stringify({ text: "하나" }));
  const producer = new IdempotentProducer(handle, "p", { autoClaim: true });
  for (const text of ["둘", "셋", "넷"]) producer.append(JSON.stringify({ text }));
  await producer.flush();
  await producer.detach();
  const read = await stream<Said>({ url: urlOf(server), offset: "-1", live: false });
  assert.deepEqual(
    (await read.json()).map(({ text }) => text),
    ["하나", "둘", "셋", "넷"],
  );
});

/** A way to the server whose connections can be cut. */
async function road(t: TestContext, port: number): Promise<{ readonly port: number; cut(): void }> {
  const { connect } = await import("node:net");
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  t.after(() => {
    cut();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return { port: address.port, cut };
}

for (const path of ["/rooms/chat/log?offset=now&live=sse", "/log?room=chat:now&live=sse"]) {
  test(`WHATWG HTML 9.2.3: a bare EventSource at ${path} resumes by Last-Event-ID, each entry once`, async (t) => {
    const server = await served(t);
    await say(server, "before");
    const way = await road(t, server.port);
    const source = new EventSource(`http://127.0.0.1:${way.port}${path}`);
    t.after(() => source.close());
    const heard: string[] = [];
    let opened = 0;
    source.addEventListener("open", () => opened++);
    source.addEventListener("data", ({ data }) => {
      heard.push(...(JSON.parse(data as string) as Said[]).map(({ text }) => text));
    });
    await until("stream", () => opened === 1);
    // Cut before anything has come, and after.
    for (const [number, texts] of [
      ["1", "2"],
      ["3", "4"],
    ].entries()) {
      await until("place", () => opened === number + 1);
      await new Promise((resolve) => setTimeout(resolve, 50));
      way.cut();
      await say(server, ...texts);
      await until("rest", () => heard.length === 2 * (number + 1));
    }
    assert.deepEqual(heard, ["1", "2", "3", "4"]);
  });
}
