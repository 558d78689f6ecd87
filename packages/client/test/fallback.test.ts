import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Client } from "../src/client.ts";
import type { ClientOptions } from "../src/options.ts";
import type { RoomEvent } from "../src/room.ts";
import type { Transport } from "../src/transport.ts";
import { heard, texts } from "./chat.ts";
import { serve, stop } from "./real-process.ts";
import { type Held, Sieve } from "./sieve.ts";

async function stage(
  t: TestContext,
): Promise<{ readonly sieve: Sieve; open(options?: Partial<ClientOptions>): Client }> {
  const data = await mkdtemp(join(tmpdir(), "madang-fallback-"));
  const { child, port } = await serve(data);
  const sieve = await Sieve.before(port);
  const clients: Client[] = [];
  t.after(async () => {
    for (const client of clients) client.close();
    sieve.close();
    await stop(child, "SIGKILL");
    await rm(data, { recursive: true, force: true });
  });
  const open = (options: Partial<ClientOptions> = {}): Client => {
    const client = new Client({ url: `http://127.0.0.1:${sieve.port}`, ...options });
    clients.push(client);
    return client;
  };
  return { sieve, open };
}

/** Looks until it is so: no longer than a minute. */
async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    if (tries > 3000) throw new Error(`it never came to be: ${what}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}

const goesBy = (client: Client): Transport | undefined =>
  client.state.kind === "open" ? client.state.transport : undefined;

function assertWhole(events: readonly RoomEvent[], wanted: readonly string[]): void {
  assert.deepEqual(texts(events), wanted);
  assert.ok(events.every(({ kind }) => kind !== "gap" && kind !== "skipped" && kind !== "error"));
}

test("client: WebSocket, then SSE, long polling, polling, and back up: every text once, in order, whatever the road", async (t) => {
  const { sieve, open } = await stage(t);
  const notes = new Map<string, string>();
  const keep = {
    getItem: (key: string) => notes.get(key) ?? null,
    setItem: (key: string, value: string) => notes.set(key, value),
  };
  const client = open({
    name: "철수",
    ports: { random: () => 0.1, notes: { ...keep, setItem: (k, v) => void keep.setItem(k, v) } },
  });
  const other = open({ name: "영희" });
  const room = client.join("chat", { last: 50 });
  const events = heard(room);
  const there = other.join("chat");
  const wanted: string[] = [];
  const talk = async (where: string): Promise<void> => {
    for (const [who, writes] of [
      ["철수", room],
      ["영희", there],
    ] as const) {
      for (let i = 0; i < 3; i += 1) {
        const text = `${who} ${where} ${i}`;
        wanted.push(text);
        await writes.send(text).done;
      }
    }
    await until(() => texts(events).length >= wanted.length, `all texts over ${where}`);
    assertWhole(events, wanted);
  };
  const fall = async (transport: Transport, ...held: readonly Held[]): Promise<void> => {
    sieve.hold(...held);
    await until(() => goesBy(client) === transport, transport);
    await talk(transport);
  };
  await until(() => goesBy(other) === "websocket", "the other is there");
  await fall("websocket");
  await fall("sse", "websocket");
  await until(() => room.people.length === 2, "both are seen over SSE");
  await fall("long-poll", "websocket", "sse");
  await fall("poll", "websocket", "sse", "long-poll");
  assert.match([...notes.values()].join(), /^poll \d+$/);
  sieve.hold("websocket");
  for (const transport of ["long-poll", "sse"] as const) {
    client.retry();
    void other.join("chat").send(`wake ${transport}`);
    wanted.push(`wake ${transport}`);
    await until(() => goesBy(client) === transport, transport);
    await until(() => texts(events).length >= wanted.length, "the wakening");
    await talk(transport);
  }
  sieve.hold();
  client.retry();
  await fall("websocket");
  assert.match([...notes.values()].join(), /^websocket \d+$/);
  const above = await other.join("chat").history();
  assert.ok(above === undefined || above.length === 0);
});

for (const transport of ["websocket", "sse", "long-poll", "poll"] as const) {
  test(`client: forced to ${transport}, it reads, writes, pages upwards and lists the rooms`, async (t) => {
    const { open } = await stage(t);
    const [reader, writer] = [open({ name: "철수", transports: [transport] }), open({ transports: [transport] })];
    const written = writer.join("chat");
    for (let i = 0; i < 5; i += 1) await written.send(`글 ${i}`).done;
    const room = reader.join("chat", { last: 2 });
    const events = heard(room);
    await until(() => texts(events).length === 2, "the last two");
    const [a, b] = [await room.history(2), await room.history(2)];
    assert.deepEqual(
      [b, a].flatMap((page) => page?.map(({ text }) => text)),
      ["글 0", "글 1", "글 2"],
    );
    assert.equal(room.earlier, false);
    assert.equal(await room.history(2), undefined);
    assert.deepEqual(
      (await reader.rooms()).map(({ name }) => name),
      ["chat"],
    );
    assert.deepEqual(await written.send("끝").done.then(({ repeat }) => repeat), false);
    await until(() => texts(events).length === 3, "what is written then");
    assert.deepEqual(texts(events), ["글 3", "글 4", "끝"]);
    assert.equal(goesBy(reader), transport);
    const nowhere = heard(reader.join("nowhere"));
    await until(
      () => nowhere.some((event) => event.kind === "error" && event.error.code === "room"),
      "there is no such room",
    );
  });
}
