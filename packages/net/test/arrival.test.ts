import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { test } from "node:test";
import { Arrival, type Doorkeeper } from "../src/arrival.ts";
import { NodeHost } from "../src/node-host.ts";
import { handshake, requestHead } from "./peer.ts";

function arrive({ takesHttp2 = false, reads = true } = {}): {
  readonly socket: Socket;
  readonly calls: string[];
  readonly arrival: Arrival;
} {
  const calls: string[] = [];
  const keeper: Doorkeeper = {
    host: new NodeHost(),
    takesHttp2,
    passOnHttp2: (arrival) => {
      calls.push("passed on as HTTP/2");
      arrival.release();
    },
    spoken: (arrival) => {
      if (reads) arrival.read();
      else calls.push("spoken");
    },
    arrived: ({ head }) => void calls.push(`arrived ${head.target}`),
    passOn: (arrival) => {
      calls.push("passed on");
      arrival.release();
    },
    refuse: (arrival, { status }) => {
      calls.push(`refused ${status}`);
      arrival.release();
    },
    gone: () => calls.push("gone"),
  };
  const socket = new Duplex({
    read: () => undefined,
    write: (_bytes, _encoding, done) => done(),
    allowHalfOpen: true,
  }) as Socket;
  return { socket, calls, arrival: new Arrival(socket, keeper) };
}

const settle = (): Promise<void> => new Promise(setImmediate);

test("RFC 6455 4.1: a head that begins with G is waited for, whatever the cut", async () => {
  for (const cut of [1, 2, 10, handshake("/ws/a").length - 1]) {
    const { socket, calls, arrival } = arrive();
    socket.push(handshake("/ws/a").slice(0, cut));
    await settle();
    assert.deepEqual(calls, []);
    socket.push(`${handshake("/ws/a").slice(cut)}early`);
    await settle();
    socket.push(" words");
    await settle();
    assert.deepEqual(calls, ["arrived /ws/a"]);
    assert.equal(Buffer.from(arrival.bytes).toString(), `${handshake("/ws/a")}early words`);
  }
});

test("RFC 6455 4.1: what does not begin with G is passed on at its first byte, with all its bytes", async () => {
  const { socket, calls, arrival } = arrive();
  socket.push("P");
  await settle();
  assert.deepEqual(calls, ["passed on"]);
  assert.equal(Buffer.from(arrival.bytes).toString(), "P");
  assert.equal(socket.listenerCount("data") + socket.listenerCount("close") + socket.listenerCount("end"), 0);
});

test("RFC 9113 3.4: HTTP/2 is known by its first words, whatever the cut, and only where it is taken", async () => {
  const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  for (const cut of [1, 2, 3, 4, 20, preface.length]) {
    const { socket, calls, arrival } = arrive({ takesHttp2: true });
    socket.push(preface.slice(0, cut));
    await settle();
    assert.equal(calls.length, cut < 4 ? 0 : 1);
    if (cut < 4) socket.push(preface.slice(cut));
    await settle();
    assert.deepEqual(calls, ["passed on as HTTP/2"]);
    assert.equal(Buffer.from(arrival.bytes).toString(), cut < 4 ? preface : preface.slice(0, cut));
  }
  for (const [takes, words, call] of [
    [true, "POST / HTTP/1.1\r\nHost: a\r\n\r\n", "arrived /"],
    [true, "PU", "passed on"],
    [false, preface, "refused 505"],
  ] as const) {
    const { socket, calls } = arrive({ takesHttp2: takes });
    socket.push(words);
    await settle();
    assert.deepEqual(calls, [call]);
  }
});

test("RFC 9112 2.2: a head that cannot be read is refused, once", async () => {
  const { socket, calls } = arrive();
  socket.push("GET\r\n\r\n");
  socket.push(requestHead("GET / HTTP/1.1"));
  await settle();
  assert.deepEqual(calls, ["refused 400"]);
});

test("P20: the end before the head's end is the connection's", async () => {
  const { socket, calls } = arrive();
  socket.push("GET / HT");
  socket.push(null);
  await settle();
  await settle();
  assert.ok(socket.destroyed);
  assert.deepEqual(calls, ["gone"]);
});

test("P20: the end before a word is the connection's; before its turn has come it is not", async () => {
  const silent = arrive();
  silent.socket.push(null);
  await settle();
  await settle();
  assert.deepEqual([silent.socket.destroyed, silent.calls], [true, ["gone"]]);
  const waiting = arrive({ reads: false });
  waiting.socket.push(handshake("/ws/a"));
  waiting.socket.push(null);
  await settle();
  await settle();
  assert.ok(!waiting.socket.destroyed);
  waiting.arrival.read();
  assert.deepEqual(waiting.calls, ["spoken", "arrived /ws/a"]);
});

test("P20: a reset is no fault", async () => {
  const { socket, calls } = arrive();
  socket.destroy(new Error("reset"));
  await settle();
  assert.deepEqual(calls, ["gone"]);
});

test("bound: 64 KiB of early words and no more", async () => {
  const { socket, calls } = arrive();
  socket.push(handshake());
  for (let sent = 0; sent < 64; sent++) socket.push(Buffer.alloc(1024));
  await settle();
  assert.ok(!socket.destroyed);
  socket.push("x");
  await settle();
  await settle();
  assert.ok(socket.destroyed);
  assert.equal(calls.at(-1), "gone");
});
