import assert from "node:assert/strict";
import { Duplex } from "node:stream";
import { test } from "node:test";
import { Outflow } from "../src/outflow.ts";
import { WriteRound } from "../src/write-round.ts";

class Plain extends Outflow {
  flushes = 0;
  readonly #round: WriteRound;

  constructor(stream: Duplex, round: WriteRound) {
    super(stream);
    this.#round = round;
  }

  protected override get round(): WriteRound {
    return this.#round;
  }

  protected override flushed(): void {
    this.flushes++;
  }

  say(text: string): boolean {
    this.queue(Buffer.from(text));
    return this.isFull;
  }
}

function flow() {
  const writes: string[] = [];
  const held: (() => void)[] = [];
  const ends: (() => void)[] = [];
  const stream = new Duplex({
    highWaterMark: 65_536,
    read: () => undefined,
    write: (bytes: Buffer, _encoding, done) => {
      writes.push(bytes.toString());
      held.push(done);
    },
  });
  const plain = new Plain(stream, new WriteRound({ atEnd: (call) => ends.push(call) }));
  const endTurn = (): void => {
    for (const end of ends.splice(0)) end();
  };
  return { plain, stream, writes, held, endTurn };
}

test("mechanism 1: what a turn brings is one write; full from the high-water mark on", () => {
  const { plain, writes, endTurn } = flow();
  assert.ok(!plain.say("a"));
  assert.ok(!plain.say("b"));
  assert.deepEqual([writes, plain.owed], [[], 0]);
  endTurn();
  assert.deepEqual([writes, plain.owed, plain.flushes], [["ab"], 2, 1]);
  assert.ok(plain.say("x".repeat(65_534)));
});

test("issue 4, 3: the rest waits for the stream, in order, and `taken` tells of each write that was taken", async () => {
  const { plain, writes, held, endTurn } = flow();
  plain.say("x".repeat(70_000));
  endTurn();
  plain.say("after");
  endTurn();
  assert.deepEqual([writes.length, plain.flushes, plain.taken], [1, 0, 0]);
  held.shift()?.();
  await new Promise(setImmediate);
  plain.flush();
  assert.deepEqual([writes[1]?.length, plain.taken, plain.flushes], [4469, 65_536, 1]);
  held.shift()?.();
  await new Promise(setImmediate);
  assert.deepEqual([plain.taken, plain.owed], [70_005, 0]);
});

test("a stream that is gone takes nothing, and nothing is kept for it", () => {
  const { plain, stream, writes, endTurn } = flow();
  plain.say("x".repeat(100_000));
  stream.destroy();
  endTurn();
  plain.say("y");
  endTurn();
  assert.deepEqual([writes, plain.flushes], [[], 2]);
});
