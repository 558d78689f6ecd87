import assert from "node:assert/strict";
import { Duplex } from "node:stream";
import { test } from "node:test";
import { type Hearer, hear, unhear } from "../src/hearing.ts";

const settle = (): Promise<void> => new Promise(setImmediate);

function heard(name: string, words: string[]): Hearer {
  return {
    receive: (bytes) => void words.push(`${name} hears ${Buffer.from(bytes)}`),
    flush: () => void words.push(`${name}: drained`),
    end: () => void words.push(`${name}: end`),
    gone: () => void words.push(`${name}: gone`),
  };
}

function makeStream(): Duplex {
  return new Duplex({
    highWaterMark: 1,
    read: () => undefined,
    write: (_bytes, _encoding, done) => setImmediate(done),
  });
}

test("a stream's bytes, draining, end and close go to one hearer; a second one takes over with nothing changed on the stream", async () => {
  const words: string[] = [];
  const stream = makeStream();
  hear(stream, heard("one", words));
  stream.push("a");
  stream.write("full");
  await settle();
  const listeners = stream.listeners("data");
  hear(stream, heard("two", words));
  assert.deepEqual(stream.listeners("data"), listeners);
  stream.push("b");
  stream.write("full");
  await settle();
  stream.push(null);
  stream.end();
  await settle();
  assert.deepEqual(
    words.filter((word) => word.includes("hears")),
    ["one hears a", "two hears b"],
  );
  assert.deepEqual(
    words.filter((word) => !word.includes("hears")),
    ["one: drained", "two: drained", "two: end", "two: gone"],
  );
});

test("a stream that breaks tells its hearer once, by its close", async () => {
  const words: string[] = [];
  const stream = makeStream();
  hear(stream, heard("one", words));
  stream.destroy(new Error("broken"));
  await settle();
  assert.deepEqual(words, ["one: gone"]);
});

test("who is to hear no more leaves nothing on the stream, and may hear again", async () => {
  const words: string[] = [];
  const stream = makeStream();
  hear(stream, heard("one", words));
  unhear(stream);
  for (const name of ["data", "drain", "end", "error", "close"]) assert.equal(stream.listenerCount(name), 0, name);
  hear(stream, heard("two", words));
  stream.push("b");
  await settle();
  assert.deepEqual(words, ["two hears b"]);
});
