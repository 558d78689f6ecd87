import assert from "node:assert/strict";
import { Duplex } from "node:stream";
import { test } from "node:test";
import { WriteRound, writeSome } from "../src/write-round.ts";

test("mechanism 1: everybody who has something is flushed once at the turn's end, also who comes meanwhile", () => {
  const ends: (() => void)[] = [];
  const round = new WriteRound({ atEnd: (call) => ends.push(call) });
  const flushed: string[] = [];
  const late = { flush: () => flushed.push("late") };
  round.add({
    flush: () => {
      flushed.push("first");
      round.add(late);
    },
  });
  round.add({ flush: () => flushed.push("second") });
  assert.equal(ends.length, 1);
  for (const end of ends) end();
  assert.deepEqual(flushed, ["first", "second", "late"]);
});

/** A stream that notes its writes, and takes them at once or not at all. */
function writes(takes = true): { readonly stream: Duplex; readonly calls: number[] } {
  const calls: number[] = [];
  const stream = new Duplex({
    highWaterMark: 64 * 1024,
    read: () => undefined,
    write: (bytes: Buffer, _encoding, done) => {
      calls.push(bytes.length);
      if (takes) done();
    },
  });
  return { stream, calls };
}

test("mechanism 1: small images are joined to one write, large ones are not copied", () => {
  const { stream, calls } = writes();
  assert.deepEqual(writeSome(stream, [Buffer.alloc(10), Buffer.alloc(20), Buffer.alloc(30)]), []);
  assert.deepEqual(calls, [60]);
  assert.deepEqual(writeSome(stream, [Buffer.alloc(40_000), Buffer.alloc(30_000), Buffer.alloc(5)]), []);
  assert.deepEqual(calls, [60, 40_000, 30_005]);
});

test("issue 4, 3: no write is longer than 64 KiB: the write is cut, not the frame", () => {
  const { stream, calls } = writes();
  assert.deepEqual(writeSome(stream, [Buffer.alloc(5), Buffer.alloc(200_000), Buffer.alloc(7)]), []);
  assert.deepEqual(calls, [5, 65_536, 65_536, 65_536, 200_000 - 3 * 65_536 + 7]);
});

test("issue 4, 3: a stream that has to drain is given no more, and what is left keeps its order", () => {
  const { stream, calls } = writes(false);
  const image = Buffer.alloc(100_000);
  image.set([1], 65_536);
  const left = writeSome(stream, [image, Buffer.from("b")]);
  assert.deepEqual(calls, [65_536]);
  assert.deepEqual(Buffer.concat(left), Buffer.concat([image.subarray(65_536), Buffer.from("b")]));
  assert.deepEqual(writeSome(stream, left), left);
  assert.deepEqual(calls, [65_536]);
});
