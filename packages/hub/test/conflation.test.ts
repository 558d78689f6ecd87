import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryBus, MemoryStore, type Spelling } from "@madang/hub";
import { CountingChance, draftOf, FakeOutlet, ManualClock, ManualTurn } from "@madang/testkit";
import fc from "fast-check";
import { ImageShelf } from "../src/image-shelf.ts";
import type { LeftOut } from "../src/left-out.ts";
import type { Member } from "../src/member.ts";
import { Pages } from "../src/pages.ts";
import { Room } from "../src/room.ts";
import type { RoomBounds } from "../src/room-ports.ts";
import { jsonSpelling, ownSpelling, person, Reader } from "./reader.ts";

/** Everybody is one person in many tabs: no notices. */
const ONE = { kind: "guest", name: "철수" } as const;
/** A batch has one or two entries, the tail and the store some, and so all ways into the past are gone. */
const SMALL: RoomBounds = { batchSize: 250, tail: { size: 700, batches: 4 } };
const LARGE: RoomBounds = { batchSize: 100_000, tail: { size: 1_000_000, batches: 1000 } };

interface Seat {
  readonly reader: Reader;
  readonly member: Member;
  /** It reads what comes after this offset. */
  readonly start: number;
  readonly happened: number;
}

/** What was said, in the order of the offsets. */
interface Said {
  readonly key: string | undefined;
  readonly text: string;
}

/** A volatile room, driven step by step. */
class Yard {
  readonly turn = new ManualTurn();
  readonly leftOut: LeftOut = { skipped: 0, happenings: 0, conflated: 0 };
  readonly said: Said[] = [];
  readonly seats: Seat[] = [];
  readonly room: Room;
  happened = 0;

  constructor(room: (turn: ManualTurn, leftOut: LeftOut) => Room) {
    this.room = room(this.turn, this.leftOut);
  }

  say(key?: string, length = 0): void {
    const text = `t${this.said.length + 1}`.padEnd(length, ".");
    this.said.push({ key, text });
    const draft = draftOf(String(this.said.length), { content: { text }, ...(key !== undefined && { key }) });
    this.room.append(draft, () => undefined);
  }

  /** Says each in a turn of its own. */
  async sayAll(...keys: (string | undefined)[]): Promise<void> {
    for (const key of keys) {
      this.say(key);
      await this.turn.settle();
    }
  }

  happen(): void {
    const from = { kind: "guest", name: String(this.happened++) } as const;
    this.room.happen({ kind: "relay", from, data: new Uint8Array(0) });
  }

  sit(from?: number): Seat {
    const reader = new Reader();
    const index = this.seats.length;
    const spelling = index % 3 === 2 ? ownSpelling(String(index)) : jsonSpelling;
    const { happened } = this;
    const start = from ?? this.room.head.offset;
    const member = this.room.join({ person: person(ONE), spelling, outlet: reader }, from);
    const seat = { reader, member, start, happened };
    this.seats.push(seat);
    return seat;
  }

  drain({ reader, member }: Seat): void {
    reader.full = false;
    if (!reader.owed) return;
    reader.owed = false;
    this.room.drained(member);
  }

  async rest(): Promise<void> {
    for (let round = 0; round < 4; round++) {
      for (const seat of this.seats) this.drain(seat);
      await this.turn.settle();
    }
  }
}

async function makeYard({ keep = 1000, bounds = LARGE } = {}): Promise<Yard> {
  const store = new MemoryStore(new CountingChance(), keep);
  const head = await store.head("chat");
  const [broker, clock] = [new MemoryBus().node(), new ManualClock()];
  const parts = { store, broker, clock, volatile: true, shelf: new ImageShelf(6000), bounds };
  const pages = new Pages({ entries: 4, pageSize: 250, size: 600 });
  return new Yard((turn, leftOut) => new Room("chat", head, { ...parts, pages, turn, leftOut }));
}

const offsetsOf = ({ reader }: Seat): number[] => reader.offsets;

test("who is at the head gets every value; who is behind gets the latest of each key, all without one, and the count", async () => {
  const yard = await makeYard();
  const [live, slow] = [yard.sit(), yard.sit()];
  slow.reader.full = true;
  await yard.sayAll("a", "b", "a", undefined, "c", "a", "b");
  yard.drain(slow);
  assert.deepEqual(offsetsOf(live), [1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(offsetsOf(slow), [1, 4, 5, 6, 7]);
  assert.deepEqual(slow.reader.heard.at(-1), { kind: "skipped", entries: 0, happenings: 0, conflated: 2 });
  assert.deepEqual([live.reader.conflated, yard.leftOut], [0, { skipped: 0, happenings: 0, conflated: 2 }]);
  await yard.sayAll("a", "a");
  assert.deepEqual(offsetsOf(slow).slice(-2), [8, 9], "at the head again, it gets all again");
});

test("what one turn brings of a key is one value for who is behind, and all of it for who is not", async () => {
  const yard = await makeYard();
  const [live, slow] = [yard.sit(), yard.sit()];
  await yard.sayAll("z");
  slow.reader.full = true;
  await yard.sayAll("z");
  for (const key of ["a", "a", "b", "a"]) yard.say(key);
  await yard.turn.settle();
  yard.drain(slow);
  assert.deepEqual(
    [offsetsOf(live), offsetsOf(slow)],
    [
      [1, 2, 3, 4, 5, 6],
      [1, 2, 5, 6],
    ],
  );
});

test("who comes back with a position, or asks for the last entries, is behind", async () => {
  const yard = await makeYard();
  await yard.sayAll("a", "a", "b", "a", "b");
  const { offset } = await yard.room.beforeLast(4);
  assert.deepEqual(offsetsOf(yard.sit(offset)), [4, 5]);
  assert.deepEqual(offsetsOf(yard.sit(4)), [5]);
  assert.equal(yard.leftOut.conflated, 2);
});

test("an answer to who asks and does not stay leaves nothing out: it has a place of its own for each entry", async () => {
  const yard = await makeYard();
  await yard.sayAll("a", "a", "a");
  const reading = await yard.room.read(jsonSpelling, 0);
  const reader = new Reader();
  for (const image of reading?.images ?? []) reader.write(image);
  assert.deepEqual(reader.offsets, [1, 2, 3]);
});

test("further back than the room goes, the latest values are there all the same, and the rest is counted", async () => {
  const yard = await makeYard({ keep: 2, bounds: { batchSize: 150, tail: { size: 300, batches: 2 } } });
  const slow = yard.sit();
  slow.reader.full = true;
  await yard.sayAll("old", "seldom", "often", "rare", ...Array.from({ length: 20 }, () => "often"), undefined);
  yard.drain(slow);
  await yard.rest();
  assert.deepEqual(offsetsOf(slow), [1, 2, 4, 24, 25]);
  assert.deepEqual(slow.reader.heard[1], { kind: "skipped", entries: 18, happenings: 0 });
  assert.deepEqual([slow.reader.conflated, yard.leftOut.skipped], [2, 18]);
});

test("who never comes to the head is told of what was left out when it takes something again", async () => {
  const yard = await makeYard();
  const slow = yard.sit();
  slow.reader.full = true;
  await yard.sayAll("x", "a", "b", "a", undefined, undefined);
  const sip = (): void => {
    slow.reader.owed = false;
    yard.room.drained(slow.member);
  };
  sip();
  assert.deepEqual([offsetsOf(slow), slow.reader.conflated], [[1, 3], 0]);
  sip();
  assert.deepEqual([offsetsOf(slow), slow.reader.conflated], [[1, 3], 1]);
  sip();
  assert.deepEqual([offsetsOf(slow), slow.reader.conflated], [[1, 3, 4], 1]);
});

test("those who are behind share the images of what is left, until another value is outdated", async () => {
  const yard = await makeYard();
  let spelled = 0;
  const spell: Spelling["spell"] = (items) => {
    spelled++;
    return jsonSpelling.spell(items);
  };
  const counted = { ...jsonSpelling, spell };
  const join = (): FakeOutlet => {
    const outlet = new FakeOutlet();
    yard.room.join({ person: person(ONE), spelling: counted, outlet }, 0);
    return outlet;
  };
  for (const key of ["a", "b", undefined]) yard.say(key);
  await yard.turn.settle();
  await yard.sayAll("b");
  const [one, two] = [join(), join()];
  assert.equal(one.writes[0], two.writes[0]);
  assert.equal(one.writes[1], two.writes[1]);
  // Two batches once, and to each what was left out.
  assert.equal(spelled, 4);
  await yard.sayAll("c");
  assert.equal(join().writes[0], one.writes[0], "c has outdated nothing");
  await yard.sayAll("a");
  assert.notEqual(join().writes[0], one.writes[0]);
});

test("what the operator took away is not handed out as a value, neither from the tail nor from further back", async () => {
  const yard = await makeYard({ keep: 2, bounds: { batchSize: 150, tail: { size: 300, batches: 2 } } });
  const slow = yard.sit();
  slow.reader.full = true;
  await yard.sayAll("x", "a", "b");
  assert.equal(await yard.room.remove(3), true);
  await yard.sayAll("c", undefined, undefined, undefined, undefined, undefined, undefined);
  assert.equal(await yard.room.remove(4), true, "only the values have it still");
  assert.equal(await yard.room.remove(5), false, "nobody has it any more");
  yard.drain(slow);
  await yard.rest();
  for (const text of ["t3", "t4"]) assert.ok(!slow.reader.texts.includes(text));
  assert.ok(slow.reader.texts.includes("t2"));
});

type Step = (yard: Yard) => void | Promise<void>;
const seat = fc.nat(5);
const pick = ({ seats }: Yard, at: number): Seat | undefined => seats[1 + (at % Math.max(1, seats.length - 1))];
const step = (weight: number, arbitrary: fc.Arbitrary<[string, Step]>): fc.WeightedArbitrary<[string, Step]> => ({
  weight,
  arbitrary,
});
const to = (name: string, act: (yard: Yard, seat: Seat) => void): fc.Arbitrary<[string, Step]> =>
  seat.map((at): [string, Step] => [
    `${name} ${at}`,
    (yard) => {
      const picked = pick(yard, at);
      if (picked !== undefined) act(yard, picked);
    },
  ]);

const steps: fc.Arbitrary<[string, Step][]> = fc.array(
  fc.oneof(
    step(
      8,
      fc
        .tuple(fc.constantFrom("a", "b", "c", "d", undefined), fc.constantFrom(3, 3, 3, 120, 300))
        .map(([key, length]): [string, Step] => [`say ${key} of ${length}`, (yard) => yard.say(key, length)]),
    ),
    step(2, fc.constant<[string, Step]>(["happen", (yard) => yard.happen()])),
    step(4, fc.constant<[string, Step]>(["end of turn", (yard) => yard.turn.end()])),
    step(2, fc.constant<[string, Step]>(["a microtask", async () => Promise.resolve()])),
    step(4, fc.constant<[string, Step]>(["settle", (yard) => yard.turn.settle()])),
    step(1, fc.constant<[string, Step]>(["join now", (yard) => void yard.sit()])),
    step(
      2,
      fc
        .nat(20)
        .map((back): [string, Step] => [
          `join ${back} back`,
          (yard) => void yard.sit(Math.max(0, yard.room.head.offset - back)),
        ]),
    ),
    step(
      4,
      to("full", (_yard, { reader }) => {
        reader.full = true;
      }),
    ),
    step(
      3,
      to("drain", (yard, picked) => yard.drain(picked)),
    ),
    // Takes one write, and has had enough again.
    step(
      3,
      to("sip", (yard, { reader, member }) => {
        if (!reader.owed) return;
        reader.owed = false;
        yard.room.drained(member);
      }),
    ),
  ),
  { minLength: 5, maxLength: 80 },
);

/** What a reader must have heard in the end, whatever it was that came between. */
function check({ said, room, happened }: Yard, { reader, start, happened: before }: Seat): void {
  const { offsets, conflated, skipped } = reader;
  assert.equal(reader.pressed, false, "nothing comes to an outlet that has had enough");
  assert.ok(
    offsets.every((offset, index) => offset > (offsets[index - 1] ?? start)),
    "in order, and nothing twice",
  );
  assert.equal(offsets.length + conflated + skipped.entries, room.head.offset - start, "what is missing is counted");
  const last = new Map<string, number>();
  for (const item of reader.heard) if (item.kind === "entry" && item.key) last.set(item.key, item.offset);
  for (const key of new Set(said.slice(start).flatMap((each) => each.key ?? [])))
    assert.equal(last.get(key), said.findLastIndex((each) => each.key === key) + 1, `the latest of ${key}`);
  const unkeyed = said.slice(start).filter(({ key }) => key === undefined).length;
  const heard = reader.heard.filter((item) => item.kind === "entry" && item.key === undefined).length;
  assert.ok(unkeyed - heard <= skipped.entries, "what has no key is never left out in favour of another");
  for (const item of reader.heard)
    if (item.kind === "entry") assert.equal(item.text, said[item.offset - 1]?.text, "it is what was said");
  const { relays } = reader;
  assert.ok(relays.every((number, index) => number > (relays[index - 1] ?? -1)));
  assert.equal(relays.length + skipped.happenings, happened - before, "happenings are not conflated");
}

for (const [name, parts] of [
  ["which reaches back to all of it", {}],
  ["whose tail and store are short", { keep: 3, bounds: SMALL }],
] as const)
  test(`whoever reads as fast as it likes, in a room ${name}, ends with the latest value of each key`, async () => {
    const property = fc.asyncProperty(steps, async (list) => {
      const yard = await makeYard(parts);
      const [witness] = [yard.sit(), yard.sit(), yard.sit()];
      for (const [, act] of list) await act(yard);
      await yard.rest();
      for (const each of yard.seats) check(yard, each);
      assert.deepEqual([witness.reader.conflated, witness.reader.offsets.length], [0, yard.said.length]);
      const sum = (count: (reader: Reader) => number): number =>
        yard.seats.reduce((all, { reader }) => all + count(reader), 0);
      assert.deepEqual(yard.leftOut, {
        skipped: sum(({ skipped }) => skipped.entries),
        happenings: sum(({ skipped }) => skipped.happenings),
        conflated: sum(({ conflated }) => conflated),
      });
    });
    await fc.assert(property, { numRuns: 400 });
  });
