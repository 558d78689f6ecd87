import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { test } from "node:test";
import { WAYS } from "../../src/probe/ways.ts";
import { fakeServer } from "./fake-server.ts";

const [POLLING, STREAM, SOCKET] = ["polling", "event stream (SSE)", "WebSocket"];

/** What each of these broken roads is told to be. */
const roads: readonly (readonly [
  title: string,
  way: string | undefined,
  RequestListener,
  works: string,
  note: RegExp,
])[] = [
  [
    "an answer without the log's fields is not Madang's",
    POLLING,
    (_request, response) => response.end("[]"),
    "no",
    /something in between answers by itself/,
  ],
  [
    "a room that is not there is told",
    POLLING,
    (_request, response) => response.writeHead(404).end(),
    "no",
    /no such room/,
  ],
  [
    "a stream whose head comes, and nothing more, is buffered on the way",
    STREAM,
    (_request, response) => response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders(),
    "partly",
    /proxy_buffering off/,
  ],
  [
    "a stream that is compressed on the way may be held back",
    STREAM,
    (_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).write("x"),
    "partly",
    /compresses/,
  ],
  [
    "426 for an upgrade: the field was lost on the way",
    SOCKET,
    (_request, response) => response.writeHead(426).end(),
    "no",
    /does not pass it on/,
  ],
  [
    "any other answer to an upgrade: no WebSocket is spoken on the way",
    SOCKET,
    (_request, response) => response.writeHead(502).end(),
    "no",
    /502 in place of 101/,
  ],
];

for (const [title, way = "", answer, works, note] of roads) {
  test(title, async (t) => {
    const { url: server } = await fakeServer(t, answer);
    const finding = await WAYS[way]?.({ server, room: "chat" });
    assert.equal(finding?.works, works);
    assert.match(finding?.note ?? "", note);
  });
}
