import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import SockJS from "sockjs-client";
import { text } from "../../net/test/peer.ts";
import { type Served, served } from "./served.ts";
import { overSockjs, SOCKJS_TRANSPORTS, stompjs, until } from "./stock-clients.ts";

interface Heard {
  readonly type: string;
  readonly text?: string;
  readonly position?: string;
  readonly author?: { readonly name: string };
}

/** A server, and the test that is over with its clients. */
interface Place extends Pick<Served, "port"> {
  readonly t: TestContext;
}

/** The native protocol over `sockjs-client`, with one of its transports. */
class Native {
  readonly heard: Heard[] = [];
  closed: { readonly code: number; readonly reason: string } | undefined;
  readonly #socket: WebSocket;
  readonly #news = new EventTarget();

  private constructor(port: number, transport: string) {
    this.#socket = new SockJS(`http://127.0.0.1:${port}/sockjs`, null, { transports: [transport] });
    this.#socket.onmessage = ({ data }) => {
      this.heard.push(JSON.parse(String(data)) as Heard);
      this.#news.dispatchEvent(new Event("news"));
    };
    this.#socket.onclose = ({ code, reason }) => {
      this.closed = { code, reason };
      this.#news.dispatchEvent(new Event("news"));
    };
    this.#socket.onopen = () => this.#news.dispatchEvent(new Event("news"));
  }

  /** In the room, from a position on or from now on. */
  static async join({ port, t }: Place, transport: string, position?: string): Promise<Native> {
    const native = new Native(port, transport);
    t.after(() => native.#socket.close());
    await native.until(() => native.#socket.readyState === SockJS.OPEN);
    native.say({ type: "hello", name: transport });
    native.say({ type: "join", room: "chat", ...(position === undefined ? {} : { position }) });
    await native.until(() => native.heard.some(({ type }) => type === "joined"));
    return native;
  }

  get transport(): string {
    return (this.#socket as unknown as { readonly transport: string }).transport;
  }

  get texts(): readonly string[] {
    return this.heard.flatMap(({ type, text }) => (type === "entry" && text !== undefined ? [text] : []));
  }

  say(message: Readonly<Record<string, string>>): void {
    this.#socket.send(JSON.stringify(message));
  }

  async until(check: () => boolean): Promise<void> {
    const deadline = AbortSignal.timeout(10_000);
    while (!check()) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const late = (): void => reject(new Error(`${this.#socket.readyState} ${JSON.stringify(this.heard)}`));
      this.#news.addEventListener("news", () => resolve(), { once: true });
      deadline.addEventListener("abort", late, { once: true });
      await promise.finally(() => deadline.removeEventListener("abort", late));
    }
  }

  close(): void {
    this.#socket.close();
  }
}

test("issue 6: sockjs-client carries the native protocol, by every transport that it has in Node", async (t) => {
  const server = await served(t);
  const people: Native[] = [];
  for (const transport of SOCKJS_TRANSPORTS) people.push(await Native.join({ ...server, t }, transport));
  assert.deepEqual(
    people.map(({ transport }) => transport),
    SOCKJS_TRANSPORTS,
  );
  const bare = await server.join("bare");
  const said = [
    "from a bare WebSocket",
    ...SOCKJS_TRANSPORTS.map((transport) => `from ${transport}: 한글 50 % "</script>"`),
  ];
  bare.send(text(said[0] ?? ""));
  for (const [index, person] of people.entries()) {
    await person.until(() => person.texts.length === index + 1);
    person.say({ type: "send", room: "chat", id: `id-${index}`, text: said[index + 1] ?? "" });
    for (const other of people) await other.until(() => other.texts.length === index + 2);
  }
  for (const { texts, transport } of people) assert.deepEqual(texts, said, transport);
});

test("issue 6: what a session did not surely deliver is read again: the next one begins at the position", async (t) => {
  const server = await served(t);
  const bare = await server.join("bare");
  for (const transport of SOCKJS_TRANSPORTS) {
    const reader = await Native.join({ ...server, t }, transport);
    bare.send(text(`${transport} 1`));
    await reader.until(() => reader.texts.length === 1);
    const position = reader.heard.findLast(({ type }) => type === "entry")?.position ?? "";
    reader.close();
    for (const number of [2, 3]) bare.send(text(`${transport} ${number}`));
    await bare.heard(`bare:${transport} 3`);
    const next = await Native.join({ ...server, t }, transport, position);
    await next.until(() => next.texts.length === 2);
    assert.deepEqual(next.texts, [`${transport} 2`, `${transport} 3`]);
    next.close();
  }
});

test("issue 6: a reader who polls slowly is a cursor: nothing is lost, nothing waits for it", async (t) => {
  const server = await served(t);
  const reader = await Native.join({ ...server, t }, "xhr-polling");
  const bare = await server.join("bare");
  const said = Array.from({ length: 500 }, (_, index) => `${index} ${"x".repeat(1000)}`);
  for (const line of said) bare.send(text(line));
  await reader.until(() => reader.texts.length === said.length);
  assert.deepEqual(reader.texts, said);
});

test("docs/protocol.md: a goodbye arrives with its code and reason by every transport", async (t) => {
  const server = await served(t);
  for (const transport of SOCKJS_TRANSPORTS) {
    const person = await Native.join({ ...server, t }, transport);
    const { status } = await server.api("PUT", `/api/bans/name/${transport}`, { reason: "enough" });
    assert.ok(status < 300, `${status}`);
    await person.until(() => person.closed !== undefined);
    assert.equal(person.closed?.code, 4001, transport);
  }
});

for (const transport of SOCKJS_TRANSPORTS) {
  test(`issue 6: @stomp/stompjs over sockjs-client's ${transport} is in the same room`, async (t) => {
    const server = await served(t);
    const { got, send } = await stompjs(t, "stompjs", overSockjs(server, transport));
    const bare = await server.join("bare");
    await send("안녕, from STOMP");
    await bare.heard("stompjs:안녕, from STOMP");
    bare.send(text("hello, STOMP"));
    await bare.heard("bare:hello, STOMP");
    await until(() => got.length === 2);
    assert.deepEqual(got, [
      { body: "안녕, from STOMP", offset: "1" },
      { body: "hello, STOMP", offset: "2" },
    ]);
  });
}
