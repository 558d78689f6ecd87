import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { test } from "node:test";
import type { ReadFrom, RoomEvent } from "@madang/client";
import { Follower } from "../src/follower.ts";

const MIB = 1024 * 1024;

/** A room of entries of 1 MiB each, at positions that are numbers; it gives everything after a position at once. */
class FakeRoom {
  readonly joins: ReadFrom[] = [];
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  join(
    _room: string,
    from: ReadFrom,
  ): { on(event: "event", hear: (event: RoomEvent) => void): () => void; leave(): void } {
    this.joins.push(from);
    let isIn = true;
    return {
      on: (_event, hear) => {
        hear({ kind: "joined", resumed: false });
        for (let offset = Number(from.position ?? 0) + 1; isIn && offset <= this.#count; offset++)
          hear(entryAt(offset));
        return () => undefined;
      },
      leave: () => {
        isIn = false;
      },
    };
  }
}

function entryAt(offset: number): RoomEvent {
  const author = { kind: "guest", name: "a" } as const;
  const entry = { position: String(offset), room: "chat", offset, id: String(offset), author, at: 0, text: "" };
  return { kind: "entry", entry };
}

/** An output that takes what is written only when it is told to. */
class Pipe {
  readonly lines: string[] = [];
  most = 0;
  #taken: (() => void) | undefined;
  readonly output = new Writable({
    decodeStrings: false,
    write: (line: string, _encoding, taken) => {
      this.lines.push(line.slice(0, line.indexOf(" ")));
      this.#taken = taken;
    },
  });

  get isFull(): boolean {
    return this.#taken !== undefined;
  }

  async take(): Promise<void> {
    this.most = Math.max(this.most, this.output.writableLength);
    const taken = this.#taken;
    this.#taken = undefined;
    taken?.();
    await new Promise(setImmediate);
  }
}

test("while nobody takes what is written it leaves the room, and then reads on: everything once, little of it held", async () => {
  const room = new FakeRoom(23);
  const pipe = new Pipe();
  const told: string[] = [];
  new Follower({
    client: room,
    room: "chat",
    output: pipe.output,
    spell: ({ offset }) => `${offset} ${"x".repeat(MIB)}`,
    told: ({ kind }) => told.push(kind),
  }).follow({});
  while (pipe.isFull) await pipe.take();
  assert.deepEqual(
    pipe.lines,
    Array.from({ length: 23 }, (_, index) => String(index + 1)),
  );
  assert.ok(pipe.most < 6 * MIB, `${pipe.most} bytes`);
  assert.deepEqual(room.joins, [
    {},
    { position: "4" },
    { position: "8" },
    { position: "12" },
    { position: "16" },
    { position: "20" },
  ]);
  assert.deepEqual(
    told,
    room.joins.map(() => "joined"),
  );
});
