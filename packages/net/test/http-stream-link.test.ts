import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { type FakeStream, makeHttpYard, until } from "./http-yard.ts";
import { openDoor } from "./open-door.ts";
import { SlowReader } from "./slow-reader.ts";

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

for (const version of ["HTTP/1", "HTTP/2"] as const) {
  test(`${version}: who takes no byte of a stream for 60 s is reset, and counted; who reads slowly stays`, async (t) => {
    const { gateway, door, answers, ticker } = await makeHttpYard(t);
    const listener = answers.before(door.before(() => undefined));
    const { port } = await openDoor(t, { listener, clearHttp2: true });
    gateway.go();
    const slow = await SlowReader.ask(t, { port, path: "/here", version });
    // This one never reads.
    await SlowReader.ask(t, { port, path: "/here", version });
    await until("streams", () => gateway.streams.length === 2);
    const [first, second] = gateway.streams as [FakeStream, FakeStream];
    for (const stream of [first, second]) await fill(stream);
    for (let looks = 0; looks < 5; looks++) {
      assert.deepEqual([door.counts.streams, door.ended.get("stalled")], [2, 0], `${looks * 15} s`);
      let read = 0;
      await until("some bytes", () => {
        read += slow.read(3_000_000);
        return read >= 3_000_000 || first.calls.length > 0;
      });
      await fill(first);
      ticker.advance(15_000);
    }
    await until("closed", () => second.calls.at(-1) === "closed");
    assert.deepEqual([door.counts.streams, door.ended.get("stalled"), first.calls.includes("closed")], [1, 1, false]);
    assert.equal(answers.stalled, 0, "counted twice");
  });
}

test("HTTP/2: a few bytes that the client has no window for are missed as well", async (t) => {
  const { gateway, door, ticker } = await makeHttpYard(t);
  const { port } = await openDoor(t, { listener: door.before(() => undefined), clearHttp2: true });
  gateway.go();
  await SlowReader.ask(t, { port, path: "/here", version: "HTTP/2" });
  await until("stream", () => gateway.streams.length === 1);
  const stream = streamOf(gateway);
  // The window is 64 KiB, and one byte is too many.
  for (const bytes of [32_768, 32_768]) {
    stream.carrier.write(Buffer.alloc(bytes));
    for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
  }
  ticker.advance(75_000);
  await until("closed", () => stream.calls.at(-1) === "closed");
  assert.equal(door.ended.get("stalled"), 1);
});

test("why a stream ended is counted", async (t) => {
  const { gateway, open, door } = await makeHttpYard(t);
  gateway.go();
  const [, gone] = [await open("/here"), await open("/here")];
  gateway.streams[0]?.carrier.close(1000, "");
  gone.destroy();
  await until("both", () => door.counts.streams === 0);
  assert.deepEqual([door.ended.get("goodbye"), door.ended.get("lost")], [1, 1]);
});

/** Writes until the kernel takes no more. */
async function fill(stream: FakeStream): Promise<void> {
  do {
    stream.calls.length = 0;
    stream.carrier.write(Buffer.alloc(500_000));
    for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
  } while (stream.calls.includes("drained"));
}
