import { type Exchange, exchange, firstBytes } from "./exchange.ts";
import type { Finding } from "./finding.ts";

/** The server says something at once on a stream; what arrives later than this was held back. */
const AT_ONCE_MS = 2000;
/** A long poll that lasts this long is held as it should be. */
const HELD_MS = 2000;

/** What a way to the server is tried on. */
export interface Goal {
  readonly server: URL;
  readonly room: string;
}

type Seen = Omit<Finding, "way">;

/** Every way that a client may take, from the plainest to the best. */
export const WAYS: Readonly<Record<string, (goal: Goal) => Promise<Seen>>> = {
  polling,
  "long polling": longPolling,
  "event stream (SSE)": (goal) => streaming(goal, "sse"),
  "stream of lines (NDJSON)": (goal) => streaming(goal, "ndjson"),
  WebSocket: webSocket,
};

async function polling({ server, room }: Goal): Promise<Seen> {
  const answer = await exchange(logOf(server, room, "offset=now"));
  answer.end();
  const refused = unexpected(answer, 200);
  if (refused !== undefined) return refused;
  if (answer.response.headers["stream-next-offset"] === undefined)
    return no(answer, "the answer is not Madang's: something in between answers by itself");
  return yes(
    answer,
    answer.response.headers["cache-control"] === undefined ? "Cache-Control was taken off on the way" : "",
  );
}

async function longPolling({ server, room }: Goal): Promise<Seen> {
  const started = performance.now();
  const held = Symbol("held");
  const answer = exchange(logOf(server, room, "offset=now&live=long-poll"));
  const first = await Promise.race([
    answer,
    new Promise<typeof held>((resolve) => setTimeout(() => resolve(held), HELD_MS)),
  ]);
  answer.then(
    ({ end }) => end(),
    () => undefined,
  );
  if (first === held) return { works: "yes", ms: performance.now() - started, note: "" };
  return unexpected(first, 200) ?? yes(first, "somebody wrote meanwhile");
}

async function streaming({ server, room }: Goal, live: "sse" | "ndjson"): Promise<Seen> {
  const accept = live === "sse" ? "text/event-stream" : "application/x-ndjson";
  const answer = await exchange(logOf(server, room, `offset=now&live=${live}`), { accept });
  const refused = unexpected(answer, 200);
  // Lines come with entries only: there is nothing to wait for in a quiet room.
  const bytes = refused !== undefined || live === "ndjson" ? "" : await firstBytes(answer.response, AT_ONCE_MS);
  answer.end();
  if (refused !== undefined) return refused;
  if (answer.response.headers["content-encoding"] !== undefined)
    return partly(answer, "something in between compresses the stream, and may hold it back: turn that off for it");
  if (bytes !== undefined) return yes(answer, "");
  return partly(
    answer,
    `the head came, but nothing after it for ${AT_ONCE_MS / 1000} s: something in between buffers (nginx: proxy_buffering off)`,
  );
}

async function webSocket({ server }: Goal): Promise<Seen> {
  const answer = await exchange(new URL("ws", server), {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": Buffer.from("madang probe key").toString("base64"),
    "sec-websocket-protocol": "madang.v1",
  });
  answer.end();
  if (answer.upgraded) return yes(answer, "");
  const { statusCode } = answer.response;
  if (statusCode === 426)
    return no(
      answer,
      "426: the server did not see the Upgrade field: something in between does not pass it on (docs/deploy.md)",
    );
  return no(answer, `${statusCode} in place of 101: something in between does not speak WebSocket (docs/deploy.md)`);
}

function logOf(server: URL, room: string, query: string): URL {
  return new URL(`rooms/${encodeURIComponent(room)}/log?${query}`, server);
}

function unexpected(answer: Exchange, wanted: number): Seen | undefined {
  const { statusCode } = answer.response;
  if (statusCode === wanted) return undefined;
  const why =
    statusCode === 404
      ? "there is no such room, or no Madang"
      : statusCode === 401
        ? "guests are not let in"
        : "something refuses";
  return no(answer, `${statusCode}: ${why}`);
}

function yes({ ms }: Exchange, note: string): Seen {
  return { works: "yes", ms, note };
}

function partly({ ms }: Exchange, note: string): Seen {
  return { works: "partly", ms, note };
}

function no({ ms }: Exchange, note: string): Seen {
  return { works: "no", ms, note };
}
