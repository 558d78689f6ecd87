import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { test } from "node:test";
import { endWith, resetResponse, writeChunk } from "../src/response-body.ts";
import { until } from "./http-yard.ts";
import { openDoor } from "./open-door.ts";
import { Peer } from "./peer.ts";
import { SlowReader } from "./slow-reader.ts";

function held() {
  const sizes: number[] = [];
  const ends: (() => void)[] = [];
  const body = new Writable({
    highWaterMark: 1000,
    write: (bytes: Buffer, _encoding, done) => {
      sizes.push(bytes.length);
      ends.push(done);
    },
  });
  return { body, sizes, ends };
}

test("a body goes out in writes of 64 KiB at most, each when the last was taken, and ends", async () => {
  const { body, sizes, ends } = held();
  endWith(body, Buffer.alloc(150_000));
  for (let writes = 1; writes <= 3; writes++) {
    assert.deepEqual([sizes.length, body.writableEnded], [writes, writes === 3]);
    ends.shift()?.();
    await new Promise(setImmediate);
  }
  assert.deepEqual(sizes, [65_536, 65_536, 18_928]);
  assert.deepEqual([body.writableFinished, body.listenerCount("drain")], [true, 0]);
});

test("a short body is one write, an empty one none", () => {
  for (const bytes of [65_536, 0]) {
    const { body, sizes } = held();
    endWith(body, Buffer.alloc(bytes));
    assert.deepEqual([sizes.filter((size) => size > 0), body.writableEnded], [bytes === 0 ? [] : [bytes], true]);
  }
});

test("RFC 9112 7.1: what is written in one turn are chunks of their own, behind a head of the same turn as well", async (t) => {
  const { port } = await openDoor(t, {
    listener: (_request, response) => {
      response.writeHead(200);
      for (const chunk of ["o", "한글"]) writeChunk(response, Buffer.from(chunk));
      response.end();
    },
  });
  const peer = await Peer.open(port);
  t.after(() => peer.socket.destroy());
  peer.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await peer.until("end", () => peer.bytes.indexOf("0\r\n\r\n") > 0);
  assert.match(peer.bytes.toString(), /\r\n\r\n1\r\no\r\n6\r\n한글\r\n0\r\n\r\n$/);
});

for (const version of ["HTTP/1", "HTTP/2"] as const) {
  test(`${version}: an answer that is reset is over, and so is one that has gone already`, async (t) => {
    const closes: string[] = [];
    const { port } = await openDoor(t, {
      clearHttp2: true,
      listener: (_request, response) => {
        response.writeHead(200);
        response.write("x");
        response.on("close", () => {
          closes.push(version);
          resetResponse(response);
        });
        setImmediate(() => resetResponse(response));
      },
    });
    const reader = await SlowReader.ask(t, { port, path: "/", version });
    await until("end", () => closes.length === 1 && (reader.read(100) > 0 || reader.isGone));
  });
}
