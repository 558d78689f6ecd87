import assert from "node:assert/strict";
import { once } from "node:events";
import type { ServerHttp2Stream } from "node:http2";
import { type AddressInfo, connect, createServer } from "node:net";
import { type TestContext, test } from "node:test";
import { Http2Sessions } from "../src/http2-sessions.ts";
import { Http2Peer } from "./http2-peer.ts";

async function open(t: TestContext, idleMs?: number) {
  const streams: ServerHttp2Stream[] = [];
  const sessions = new Http2Sessions({
    ...(idleMs === undefined ? {} : { idleMs }),
    answer: (request, response) => {
      response.setHeader("x-host", request.headers.host ?? "none");
      response.end(`${request.method} ${request.url}`);
    },
    connect: (stream) => {
      streams.push(stream);
      stream.respond({ ":status": 200 });
    },
  });
  const server = createServer({ allowHalfOpen: true }, (socket) => sessions.take(socket)).listen(0, "127.0.0.1");
  t.after(() => {
    sessions.destroyAll();
    server.close();
  });
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { sessions, streams, origin };
}

test("RFC 9113 8.3.1: requests are answered as over HTTP/1.1, with :authority as Host", async (t) => {
  const { origin } = await open(t);
  const browser = await Http2Peer.open(t, origin);
  const answer = await browser.ask({ ":path": "/a?b", ":authority": "a.example" });
  assert.deepEqual([answer.status, answer.body, answer.headers["x-host"]], [200, "GET /a?b", "a.example"]);
  const expecting = await browser.ask({ ":method": "POST", ":path": "/", expect: "100-continue" }, "body");
  assert.equal(expecting.body, "POST /");
});

test("RFC 9113 9.1: a connection without anything on it is told to go, and goes", async (t) => {
  const { sessions, origin } = await open(t, 20);
  const browser = await Http2Peer.open(t, origin);
  assert.equal(sessions.size, 1);
  await Promise.all([once(browser.session, "goaway"), once(browser.session, "close")]);
  while (sessions.size > 0) await new Promise(setImmediate);
});

test("RFC 9113 6.8: GOAWAY lets streams go on, takes no new ones, and the connection ends with the last", async (t) => {
  const { sessions, streams, origin } = await open(t);
  const browser = await Http2Peer.open(t, origin);
  const peer = await browser.join();
  const goneAway = once(browser.session, "goaway");
  sessions.goAway();
  await goneAway;
  const [stream] = streams;
  stream?.write(Uint8Array.of(0x81, 1, 0x61));
  await peer.heard("a");
  assert.ok(browser.session.closed);
  const closed = once(browser.session, "close");
  stream?.end();
  stream?.resume();
  peer.socket.end();
  await closed;
  while (sessions.size > 0) await new Promise(setImmediate);
});

test("RFC 9113 9.1: a connection that the other side has ended is over, with the streams on it", async (t) => {
  const { sessions, streams, origin } = await open(t);
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  const browser = await Http2Peer.open(t, origin, socket);
  await browser.join();
  const [stream] = streams;
  socket.end();
  if (stream?.destroyed === false) await once(stream, "close");
  while (sessions.size > 0) await new Promise(setImmediate);
});

test("a peer that breaks HTTP/2 costs its own connection", async (t) => {
  const { sessions, origin } = await open(t);
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  socket.on("error", () => undefined).resume();
  socket.write(Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Buffer.alloc(100, 0xff)]));
  await once(socket, "close");
  while (sessions.size > 0) await new Promise(setImmediate);
  await Http2Peer.open(t, origin);
});
