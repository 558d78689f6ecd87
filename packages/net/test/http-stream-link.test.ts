import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { type FakeStream, makeHttpYard, until } from "./http-yard.ts";

function streamOf({ streams }: { readonly streams: readonly FakeStream[] }): FakeStream {
  const [stream] = streams;
  assert.ok(stream !== undefined);
  return stream;
}

test("RFC 9112 6.3: the body is the images as they are, and ends with the connection", async (t) => {
  const { gateway, port } = await makeHttpYard(t);
  gateway.go();
  for (const version of ["1.1", "1.0"]) {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (bytes: Buffer) => {
      text += bytes;
    });
    socket.write(`GET /here HTTP/${version}\r\nHost: x\r\n\r\n`);
    await until("head", () => text.includes("\r\n\r\n"));
    assert.match(text, /^HTTP\/1\.1 200 OK\r\n/);
    assert.match(text, /Connection: close/);
    assert.doesNotMatch(text, /chunked|Content-Length/);
    const { carrier } = gateway.streams.at(-1) as FakeStream;
    assert.equal(carrier.framing.key, "http");
    carrier.write(carrier.framing.frame(["a", "b"]));
    carrier.write(Buffer.from("c"));
    carrier.close(1000, "");
    carrier.write(Buffer.from("after the end"));
    await until("end", () => socket.closed || socket.readableEnded);
    assert.equal(text.slice(text.indexOf("\r\n\r\n") + 4), "abc");
  }
});

test("what a turn brings is one write", async (t) => {
  const { gateway, open } = await makeHttpYard(t);
  gateway.go();
  const response = await open("/here");
  const parts: string[] = [];
  response.on("data", (bytes: Buffer) => parts.push(bytes.toString()));
  const { carrier } = streamOf(gateway);
  for (const image of ["a", "b", "c"]) carrier.write(Buffer.from(image));
  await until("bytes", () => parts.length > 0);
  assert.deepEqual(parts, ["abc"]);
  response.destroy();
});

test("P13: over the mark a write answers false, and drained follows when the client has read; nothing is lost", async (t) => {
  const { gateway, open } = await makeHttpYard(t);
  gateway.go();
  const response = await open("/here");
  const stream = streamOf(gateway);
  const image = Buffer.alloc(50_000, "x");
  let sent = 0;
  // What the kernel takes by itself is not over the mark yet.
  await until("a full connection", () => {
    sent += image.length;
    return !stream.carrier.write(image) && stream.calls.length === 0;
  });
  let read = 0;
  response.on("data", (bytes: Buffer) => {
    read += bytes.length;
  });
  await until("drained", () => stream.calls.includes("drained"));
  await until("all bytes", () => read === sent);
  response.destroy();
  await until("closed", () => stream.calls.at(-1) === "closed");
});

test("who goes is told of once", async (t) => {
  const { gateway, open, door } = await makeHttpYard(t);
  gateway.go();
  const response = await open("/here");
  response.destroy();
  const stream = streamOf(gateway);
  await until("closed", () => stream.calls.includes("closed"));
  stream.carrier.write(Buffer.from("a"));
  stream.carrier.close(1000, "");
  await new Promise(setImmediate);
  assert.deepEqual(stream.calls, ["closed"]);
  assert.equal(door.counts.streams, 0);
});

test("a session that fails costs its own response", async (t) => {
  const { gateway, ask, faults } = await makeHttpYard(t);
  gateway.reply = () => ({
    kind: "stream",
    status: 200,
    headers: {},
    open: () => {
      throw new Error("oops");
    },
  });
  assert.equal((await ask("/here")).body, "");
  assert.equal(faults.length, 1);
});
