import assert from "node:assert/strict";
import { test } from "node:test";
import { type Head, MemoryBus, MemoryStore } from "@madang/hub";
import { CountingChance, draftsOf, ManualClock, ManualTurn } from "@madang/testkit";
import fc from "fast-check";
import { ImageShelf } from "../src/image-shelf.ts";
import type { Member } from "../src/member.ts";
import { Pages } from "../src/pages.ts";
import { Room } from "../src/room.ts";
import { jsonSpelling, ownSpelling, person, Reader } from "./reader.ts";
import { SlowStore } from "./slow-store.ts";

/** Everybody is one person in many tabs: no notices. */
const ONE = { kind: "guest", name: "철수" } as const;
const SMALL = { batchSize: 250, tail: { size: 700, batches: 4 } };

/** A reader, what it joined with, and what the room had seen by then. */
interface Seat {
  readonly reader: Reader;
  readonly member: Member;
  readonly start: number;
  readonly happened: number;
  /** How many happenings were not for it. */
  excepted: number;
  /** What it had heard when it left. */
  gone: number | undefined;
}

/** A room of small bounds on a slow store, driven step by step; a witness who is never slow says what the truth is. */
class Yard {
  readonly memory: MemoryStore;
  readonly store: SlowStore;
  readonly clock = new ManualClock();
  readonly turn = new ManualTurn();
  readonly seats: Seat[] = [];
  readonly room: Room;
  readonly witness: Seat;
  /** Texts that were removed, with what everybody had heard by then. */
  readonly removed: { readonly text: string; readonly heard: readonly number[] }[] = [];
  pruned = false;
  happened = 0;
  #count = 0;

  constructor(memory: MemoryStore, head: Head) {
    const { clock, turn } = this;
    this.memory = memory;
    this.store = new SlowStore(memory);
    const broker = new MemoryBus().node();
    const pages = new Pages({ entries: 4, pageSize: 250, size: 600 });
    const shelf = new ImageShelf(6000);
    this.room = new Room("chat", head, {
      store: this.store,
      broker,
      clock,
      turn,
      pages,
      shelf,
      bounds: SMALL,
      volatile: false,
    });
    this.witness = this.sit(undefined);
    this.clock.advance(1000);
    this.turn.end();
  }

  sit(from: number | undefined): Seat {
    const reader = new Reader();
    const index = this.seats.length;
    const spelling = index % 3 === 2 ? ownSpelling(String(index)) : jsonSpelling;
    const happened = this.happened;
    const start = from ?? this.room.head.offset;
    const member = this.room.join({ person: person(ONE), spelling, outlet: reader }, from);
    const seat = { reader, member, start, happened, excepted: 0, gone: undefined };
    this.seats.push(seat);
    return seat;
  }

  append(length: number): void {
    const [draft] = draftsOf(1, ++this.#count);
    if (draft === undefined) return;
    const content = { text: `t${this.#count}`.padEnd(length, ".") };
    this.room.append({ ...draft, id: `own${this.#count}`, at: this.#count, content }, () => undefined);
  }

  happen(except: Seat | undefined): void {
    const from = { kind: "guest", name: String(this.happened++) } as const;
    if (except !== undefined) except.excepted++;
    const data = new Uint8Array(0);
    this.room.happen(
      except === undefined ? { kind: "relay", from, data } : { kind: "relay", from, data, except: except.member },
    );
  }

  async remove(offset: number): Promise<void> {
    const [entry] = await this.memory.read("chat", offset - 1, 1);
    if (entry?.offset !== offset || !("text" in entry.content) || entry.removed) return;
    await this.room.remove(offset);
    this.happened++;
    this.removed.push({ text: entry.content.text, heard: this.seats.map(({ reader }) => reader.heard.length) });
  }

  async prune(at: number, told: boolean): Promise<void> {
    const earliest = await this.memory.prune("chat", at);
    this.pruned = true;
    if (told) this.room.forget(earliest);
  }

  drain({ reader, member }: Seat): void {
    reader.full = false;
    if (!reader.owed) return;
    reader.owed = false;
    this.room.drained(member);
  }

  /** Lets everything come to rest, everybody reading as fast as it comes. */
  async rest(): Promise<void> {
    this.store.holds = false;
    this.store.failures = 0;
    for (let round = 0; round < 6; round++) {
      while (this.store.waiting > 0) this.store.answer();
      for (const seat of this.seats) this.drain(seat);
      await this.turn.settle();
      this.clock.advance(1000);
    }
  }
}

async function makeYard(before: number): Promise<Yard> {
  const memory = new MemoryStore(new CountingChance());
  await memory.append(
    "chat",
    draftsOf(before).map((draft) => ({ ...draft, at: 0 })),
  );
  return new Yard(memory, await memory.head("chat"));
}

/** Walks through what a reader heard: every entry after its start, or told as skipped, once and in order. */
function walk(seat: Seat, truth: Seat, pruned: boolean): { readonly cursor: number; readonly happenings: number } {
  const order = orderOf(truth);
  let cursor = seat.start;
  let last = -1;
  let happenings = 0;
  for (const item of seat.reader.heard) {
    if (item.kind === "entry") assert.equal(item.offset, ++cursor, "every entry is the next one");
    if (item.kind === "skipped") {
      assert.ok(pruned || item.entries === 0, "no entry is skipped that the store has");
      assert.ok(item.entries >= 0 && item.happenings >= 0 && item.entries + item.happenings > 0);
      cursor += item.entries;
      happenings += item.happenings;
    }
    if (item.kind === "notice") happenings++;
    if (item.kind !== "relay") continue;
    assert.ok(item.number > last, "no happening comes twice or late");
    assert.ok(item.number >= seat.happened, "none is from before the reader came");
    assert.equal(cursor, order.get(item.number), "it stands between the entries between which it happened");
    last = item.number;
    happenings++;
  }
  return { cursor, happenings };
}

/** The offset that each relay came after. */
function orderOf({ reader, start }: Seat): Map<number, number> {
  const order = new Map<number, number>();
  let cursor = start;
  for (const item of reader.heard) {
    if (item.kind === "entry") cursor = item.offset;
    if (item.kind === "skipped") cursor += item.entries;
    if (item.kind === "relay") order.set(item.number, cursor);
  }
  return order;
}

type Step = (yard: Yard) => void | Promise<void>;

const index = fc.nat(7);
const pick = ({ seats }: Yard, at: number): Seat | undefined => seats[1 + (at % Math.max(1, seats.length - 1))];

const step: fc.Arbitrary<[name: string, step: Step]> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(3, 3, 3, 120, 600))
      .map(([count, length]): [string, Step] => [
        `append ${count} of ${length}`,
        (yard) => {
          for (let each = 0; each < count; each++) yard.append(length);
        },
      ]),
  },
  { weight: 3, arbitrary: fc.constant<[string, Step]>(["happen", (yard) => yard.happen(undefined)]) },
  {
    weight: 1,
    arbitrary: index.map((at): [string, Step] => [`happen, not for ${at}`, (yard) => yard.happen(pick(yard, at))]),
  },
  { weight: 5, arbitrary: fc.constant<[string, Step]>(["end of turn", (yard) => yard.turn.end()]) },
  {
    weight: 6,
    arbitrary: index.map((at): [string, Step] => [
      `answer ${at}`,
      async (yard) => {
        yard.store.answer(at);
        for (let each = 0; each < 12; each++) await Promise.resolve();
      },
    ]),
  },
  { weight: 2, arbitrary: fc.constant<[string, Step]>(["answer without a pause", (yard) => yard.store.answer()]) },
  { weight: 2, arbitrary: fc.constant<[string, Step]>(["a microtask", async () => Promise.resolve()]) },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(["join now", (yard) => void yard.sit(undefined)]) },
  {
    weight: 3,
    arbitrary: fc
      .nat(40)
      .map((back): [string, Step] => [
        `join ${back} back`,
        (yard) => void yard.sit(Math.max(0, yard.room.head.offset - back)),
      ]),
  },
  {
    weight: 4,
    arbitrary: index.map((at): [string, Step] => [
      `full ${at}`,
      (yard) => {
        const seat = pick(yard, at);
        if (seat !== undefined) seat.reader.full = true;
      },
    ]),
  },
  {
    weight: 4,
    arbitrary: index.map((at): [string, Step] => [
      `drain ${at}`,
      (yard) => {
        const seat = pick(yard, at);
        if (seat !== undefined) yard.drain(seat);
      },
    ]),
  },
  {
    weight: 1,
    arbitrary: index.map((at): [string, Step] => [
      `drained for nothing ${at}`,
      (yard) => {
        const seat = pick(yard, at);
        if (seat !== undefined) yard.room.drained(seat.member);
      },
    ]),
  },
  {
    weight: 1,
    arbitrary: index.map((at): [string, Step] => [
      `leave ${at}`,
      (yard) => {
        const seat = pick(yard, at);
        if (seat === undefined) return;
        yard.room.leave(seat.member);
        seat.gone ??= seat.reader.heard.length;
      },
    ]),
  },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(["a read fails", (yard) => void yard.store.failures++]) },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(["half a second", (yard) => yard.clock.advance(500)]) },
);

const remove = fc
  .nat(12)
  .map((back): [string, Step] => [`remove ${back} back`, (yard) => yard.remove(yard.room.head.offset - back)]);
const prune = fc
  .tuple(fc.nat(30), fc.boolean())
  .map(([at, told]): [string, Step] => [`prune ${at}`, (yard) => yard.prune(at, told)]);

async function play(before: number, steps: readonly [string, Step][]): Promise<Yard> {
  const yard = await makeYard(before);
  for (const [, act] of steps) await act(yard);
  await yard.rest();
  return yard;
}

function check({ room, witness, seats, pruned, happened, removed }: Yard): void {
  for (const [at, seat] of seats.entries()) {
    const { cursor, happenings } = walk(seat, witness, pruned);
    for (const { text, heard } of removed) {
      const later = seat.reader.heard.slice(heard[at] ?? 0);
      assert.ok(!later.some((item) => item.kind === "entry" && item.text === text), "nobody gets what was removed");
    }
    if (seat.gone !== undefined) {
      assert.equal(seat.reader.heard.length, seat.gone, "nobody hears anything after leaving");
      continue;
    }
    assert.equal(cursor, room.head.offset, "everybody comes to the head");
    // A happening that was not for a reader may be among those it is told of as skipped.
    const due = happened - seat.happened;
    assert.ok(happenings <= due && happenings >= due - seat.excepted, `${happenings} happenings of ${due}`);
  }
  assert.equal(room.counts.behind, 0);
}

const RUNS = { numRuns: 300 };
const steps = (...more: fc.Arbitrary<[string, Step]>[]): fc.Arbitrary<[string, Step][]> =>
  fc.array(more.length === 0 ? step : fc.oneof({ weight: 12, arbitrary: step }, ...more), {
    minLength: 5,
    maxLength: 90,
  });

test("whatever comes when, every reader gets each entry after its start once, in order, and is told what it skipped", async () => {
  const property = fc.asyncProperty(fc.nat(20), steps(), async (before, list) => check(await play(before, list)));
  await fc.assert(property, RUNS);
});

test("the same while entries are removed and retention passes: what is gone is skipped and told, never handed out", async () => {
  const property = fc.asyncProperty(fc.nat(20), steps(remove, prune), async (before, list) =>
    check(await play(before, list)),
  );
  await fc.assert(property, RUNS);
});
