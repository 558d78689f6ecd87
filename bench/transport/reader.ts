import { setTimeout as sleep } from "node:timers/promises";
import { HttpConnection } from "./http-connection.ts";
import type { View } from "./ledger.ts";
import { SocketConnection } from "./socket-connection.ts";
import type { Traffic } from "./traffic.ts";

/** What every reader is given. */
export interface ReaderParts {
  readonly port: number;
  /** Of the guest. */
  readonly name: string;
  /** Where it begins. */
  readonly position: string;
  readonly traffic: Traffic;
  readonly view: View;
  /** From 0 to 1: when within its second a poll is asked. */
  readonly phase: number;
}

/** Somebody who reads the room; `closed` makes it stop. */
export type Read = (parts: ReaderParts, closed: AbortSignal) => Promise<void>;

/** 1 s, as the issue has it. */
const POLL_MS = 1000;
/** A client of the native protocol asks after so long a silence whether the server is there (docs/protocol.md). */
const SILENCE_MS = 20_000;

/** Asks every second; with the tag of the last answer to the same question, as a browser's cache does. */
export async function poll({ phase, ...parts }: ReaderParts, closed: AbortSignal): Promise<void> {
  const ask = asker(parts, "");
  const started = performance.now();
  closed.addEventListener("abort", ask.close);
  for (let turn = 0; !closed.aborted; turn++) {
    const due = started + (turn + phase) * POLL_MS;
    await sleep(Math.max(0, due - performance.now()), undefined, { signal: closed }).catch(() => undefined);
    if (!closed.aborted) await ask.once();
  }
}

/** Asks, and asks again as soon as there is an answer. */
export async function longPoll(parts: ReaderParts, closed: AbortSignal): Promise<void> {
  const ask = asker(parts, "&live=long-poll");
  closed.addEventListener("abort", ask.close);
  while (!closed.aborted) await ask.once();
}

/** One response that goes on. */
export async function stream({ port, name, position, traffic, view }: ReaderParts, closed: AbortSignal): Promise<void> {
  const connection = new HttpConnection(port, traffic);
  closed.addEventListener("abort", () => connection.close());
  let text = "";
  const decoder = new TextDecoder();
  const target = `/rooms/bench/log?name=${name}&offset=${position}&live=sse`;
  const fields = { Accept: "text/event-stream", "Cache-Control": "no-cache" };
  const { status } = await connection.follow({ method: "GET", target, fields }, (bytes) => {
    const events = (text + decoder.decode(bytes, { stream: true })).split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      const data = /^event: data\ndata: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) for (const entry of entriesOf(data)) view.got(entry);
    }
  });
  if (status !== 200) throw new Error(`a stream was answered with ${status}`);
}

/** A WebSocket of the native protocol. */
export async function listen({ port, name, position, ...parts }: ReaderParts, closed: AbortSignal): Promise<void> {
  const joined = Promise.withResolvers<void>();
  let heardAt = performance.now();
  const socket = new SocketConnection(port, parts.traffic, (text) => {
    heardAt = performance.now();
    const message = JSON.parse(text) as { readonly type: string; readonly id: string };
    if (message.type === "entry") parts.view.got(message);
    else if (message.type === "joined") joined.resolve();
    else if (message.type === "error") joined.reject(new Error(text));
  });
  closed.addEventListener("abort", () => socket.close());
  await socket.opened;
  socket.send({ type: "hello", name });
  socket.send({ type: "join", room: "bench", position });
  await joined.promise;
  const timer = setInterval(() => {
    if (performance.now() - heardAt < SILENCE_MS) return;
    heardAt = performance.now();
    socket.send({ type: "ping" });
  }, SILENCE_MS / 100);
  closed.addEventListener("abort", () => clearInterval(timer));
}

type Asker = { once(): Promise<void>; close(): void };

/** Reads on, one request after the other on one connection. */
function asker({ port, name, position, traffic, view }: Omit<ReaderParts, "phase">, more: string): Asker {
  const connection = new HttpConnection(port, traffic);
  let [at, tag] = [position, undefined as string | undefined];
  let isClosed = false;
  const once = async (): Promise<void> => {
    const fields: Record<string, string> = tag === undefined ? {} : { "If-None-Match": tag };
    const target = `/rooms/bench/log?name=${name}&offset=${at}${more}`;
    const { head, body } = await connection.ask({ method: "GET", target, fields });
    const { status } = head;
    if (status !== 200 && status !== 204 && status !== 304)
      throw new Error(`a poll was answered with ${status}: ${body}`);
    if (status === 200) for (const entry of entriesOf(body.toString())) view.got(entry);
    const next = head.field("stream-next-offset") ?? at;
    tag = next === at ? head.field("etag") : undefined;
    at = next;
  };
  return {
    once: () => once().catch((error: unknown) => (isClosed ? undefined : Promise.reject(error))),
    close() {
      isClosed = true;
      connection.close();
    },
  };
}

function entriesOf(json: string): readonly { readonly id: string }[] {
  return JSON.parse(json) as readonly { readonly id: string }[];
}
