import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Item,
  MemoryBus,
  MemoryStore,
  type Person,
  type Position,
  type Receipt,
  type Spelling,
  type Waiter,
} from "@madang/hub";
import { CountingChance, draftOf, draftsOf, FakeOutlet, ManualClock, ManualTurn } from "@madang/testkit";
import { ImageShelf } from "../src/image-shelf.ts";
import { NOTICE_INTERVAL_MS } from "../src/notices.ts";
import { Pages } from "../src/pages.ts";
import { Room } from "../src/room.ts";
import type { RoomPorts } from "../src/room-ports.ts";
import { LossyBus } from "./lossy-bus.ts";
import { jsonSpelling, ownSpelling, person, Reader } from "./reader.ts";
import { SlowStore } from "./slow-store.ts";

interface Yard {
  readonly room: Room;
  readonly clock: ManualClock;
  readonly turn: ManualTurn;
  /** Sends texts and lets everything settle. */
  say(...texts: string[]): Promise<Receipt[]>;
  join(name: string, from?: number): { reader: Reader; member: ReturnType<Room["join"]> };
}

async function makeYard(changes: Partial<RoomPorts> = {}): Promise<Yard> {
  const store = changes.store ?? new MemoryStore(new CountingChance());
  const [clock, turn] = [new ManualClock(), new ManualTurn()];
  const ports = {
    store,
    clock,
    turn,
    broker: new MemoryBus().node(),
    shelf: new ImageShelf(),
    pages: new Pages(),
    volatile: false,
    ...changes,
  };
  const room = new Room("chat", await store.head("chat"), ports);
  let count = 0;
  const say: Yard["say"] = async (...texts) => {
    const receipts: Receipt[] = [];
    for (const text of texts)
      room.append(draftOf(`${text}#${++count}`, { content: { text } }), (receipt) => receipts.push(receipt));
    await turn.settle();
    return receipts;
  };
  const join: Yard["join"] = (name, from) => {
    const reader = new Reader();
    return { reader, member: room.join({ person: named(name), spelling: jsonSpelling, outlet: reader }, from) };
  };
  return { room, clock, turn, say, join };
}

const named = (name: string): Person => person({ kind: "guest", name });
const position = (receipt: Receipt | undefined): Position => {
  assert.ok(receipt !== undefined && "position" in receipt);
  return receipt.position;
};

test("who comes hears what comes after, not what the turn brought before", async () => {
  const { room, turn, join, say } = await makeYard();
  const early = join("영희").reader;
  room.happen({ kind: "removed", offset: 9 });
  const late = join("철수").reader;
  room.happen({ kind: "removed", offset: 9 });
  turn.end();
  await say("안녕");
  assert.deepEqual([early.notices.length, late.notices.length], [2, 1]);
  assert.deepEqual([early.texts, late.texts], [["안녕"], ["안녕"]]);
});

test("who comes at a position inside a batch gets the rest of it, with the happenings after it came only", async () => {
  const { room, join, say, turn } = await makeYard();
  await say("1", "2", "3", "4");
  const { reader } = join("철수", 2);
  assert.deepEqual(reader.offsets, [3, 4]);
  room.happen({ kind: "removed", offset: 9 });
  turn.end();
  assert.equal(reader.notices.length, 1);
});

test("who comes at a position before what the turn has brought gets that once", async () => {
  const { room, turn, join, say } = await makeYard();
  await say("1");
  room.append(draftOf("2"), () => undefined);
  turn.end();
  await Promise.resolve();
  await Promise.resolve();
  const { reader } = join("철수", 0);
  await turn.settle();
  assert.deepEqual(reader.offsets, [1, 2]);
});

test("who comes and goes is told to the others by name, once however many tabs, and to no tab of its own", async () => {
  const { clock, turn, join, room } = await makeYard();
  const other = join("영희").reader;
  clock.advance(NOTICE_INTERVAL_MS);
  const [one, two] = [join("철수"), join("철수")];
  assert.deepEqual(
    room.people().map(({ name }) => name),
    ["영희", "철수"],
  );
  clock.advance(NOTICE_INTERVAL_MS);
  turn.end();
  room.leave(one.member);
  room.leave(one.member);
  clock.advance(NOTICE_INTERVAL_MS);
  turn.end();
  assert.deepEqual(other.notices, ["철수 joined"]);
  room.leave(two.member);
  clock.advance(NOTICE_INTERVAL_MS);
  turn.end();
  assert.deepEqual(other.notices, ["철수 joined", "철수 left"]);
  assert.deepEqual([...one.reader.notices, ...two.reader.notices], []);
  assert.deepEqual(room.counts, { people: 1, members: 1, behind: 0 });
});

test("nobody gets a removed text any more: not from the tail, not from a page, not while it is on its way", async () => {
  const slow = new SlowStore(new MemoryStore(new CountingChance()));
  slow.holds = false;
  await slow.append("chat", draftsOf(5));
  const { room, turn, join, say } = await makeYard({ store: slow });
  await say("the tail", "secret");
  assert.deepEqual(join("a", 6).reader.texts, ["secret"]);
  const before = join("b", 0).reader;
  await turn.settle();
  assert.equal(before.texts[2], "text of 3");
  slow.holds = true;
  const reading = join("c", 1).reader;
  assert.ok(await room.remove(3));
  assert.ok(await room.remove(7));
  const after = join("d", 0).reader;
  slow.holds = false;
  while (slow.waiting > 0) slow.answer();
  await turn.settle();
  assert.deepEqual(after.texts, ["text of 1", "text of 2", "", "text of 4", "text of 5", "the tail", ""]);
  assert.deepEqual(reading.texts, after.texts.slice(1));
  assert.equal(await room.remove(99), false);
  assert.deepEqual(before.notices, ["removed", "removed"]);
});

test("what is removed on one node is gone from the memory of the others", async () => {
  const store = new MemoryStore(new CountingChance());
  await store.append("chat", draftsOf(2));
  const bus = new MemoryBus();
  const [a, b] = [await makeYard({ store, broker: bus.node() }), await makeYard({ store, broker: bus.node() })];
  await a.say("secret");
  b.turn.end();
  assert.deepEqual(b.join("x", 2).reader.texts, ["secret"]);
  const first = b.join("y", 0).reader;
  await b.turn.settle();
  assert.equal(first.texts.length, 3);
  await a.room.remove(3);
  await a.room.remove(1);
  b.turn.end();
  const late = b.join("z", 0).reader;
  await b.turn.settle();
  assert.deepEqual(late.texts, ["", "text of 2", ""]);
  assert.deepEqual(b.join("w", 2).reader.texts, [""], "nor from the tail");
});

test("a reader for whom the store cannot be read is tried again by itself, and cannot be hurried", async () => {
  const slow = new SlowStore(new MemoryStore(new CountingChance()));
  slow.holds = false;
  await slow.append("chat", draftsOf(3));
  const { room, clock, turn, join } = await makeYard({ store: slow });
  slow.failures = 2;
  const { reader, member } = join("철수", 0);
  await turn.settle();
  room.drained(member);
  await turn.settle();
  assert.equal(slow.failures, 1);
  for (let second = 0; second < 2; second++) {
    clock.advance(1000);
    await turn.settle();
  }
  assert.deepEqual(reader.offsets, [1, 2, 3]);
  assert.equal(room.counts.behind, 0);
});

test("a reader that is drained in the very moment in which a page was too much goes on", async () => {
  const memory = new MemoryStore(new CountingChance());
  await memory.append("chat", draftsOf(300));
  const { room, turn } = await makeYard({ store: memory });
  const reader = new Reader();
  const member = room.join({ person: named("철수"), spelling: jsonSpelling, outlet: reader }, 0);
  reader.full = true;
  const write = reader.write.bind(reader);
  reader.write = (image) => {
    queueMicrotask(() => room.drained(member));
    return write(image);
  };
  await turn.settle();
  assert.equal(reader.offsets.length, 300);
});

test("a reader that leaves while a page is read hears no more", async () => {
  const slow = new SlowStore(new MemoryStore(new CountingChance()));
  slow.holds = false;
  await slow.append("chat", draftsOf(3));
  const { room, turn, join } = await makeYard({ store: slow });
  slow.holds = true;
  const { reader, member } = join("철수", 0);
  room.leave(member);
  slow.answer();
  await turn.settle();
  assert.deepEqual(reader.heard, []);
  assert.deepEqual(room.counts, { people: 0, members: 0, behind: 0 });
});

test("a reader whose past is gone is told how much, and goes on with what is kept", async () => {
  const store = new MemoryStore(new CountingChance());
  await store.append(
    "chat",
    draftsOf(9).map((draft, index) => ({ ...draft, at: index + 1 })),
  );
  await store.prune("chat", 6);
  const { turn, join } = await makeYard({ store });
  const { reader } = join("철수", 1);
  await turn.settle();
  assert.deepEqual(reader.heard[0], { kind: "skipped", entries: 4, happenings: 0 });
  assert.deepEqual(reader.offsets, [6, 7, 8, 9]);
});

test("what retention has passed is not handed out from memory either", async () => {
  const store = new MemoryStore(new CountingChance());
  const { room, say, join, turn } = await makeYard({ store });
  await say("1");
  await say("2");
  room.forget(await store.prune("chat", Number.MAX_SAFE_INTEGER));
  const { reader } = join("철수", 0);
  await turn.settle();
  assert.deepEqual(reader.heard, [{ kind: "skipped", entries: 2, happenings: 0 }]);
});

test("a volatile room goes on from what it has, and tells what it has not", async () => {
  const store = new MemoryStore(new CountingChance(), 3);
  const bounds = { batchSize: 100, tail: { size: 150, batches: 2 } };
  const { say, join, turn, room } = await makeYard({ store, bounds, volatile: true });
  const slow = join("거북");
  slow.reader.full = true;
  for (let index = 1; index <= 8; index++) await say(String(index));
  slow.reader.full = false;
  room.drained(slow.member);
  await turn.settle();
  assert.deepEqual(slow.reader.offsets, [1, 5, 6, 7, 8]);
  assert.deepEqual(slow.reader.skipped, { entries: 3, happenings: 0 });
});

test("a position that another node gave is good here before its entry has arrived", async () => {
  const store = new MemoryStore(new CountingChance());
  const bus = new LossyBus();
  const [a, b] = [await makeYard({ store, broker: bus.node() }), await makeYard({ store, broker: bus.node() })];
  bus.loses = () => true;
  const [receipt] = await a.say("안녕");
  assert.equal(await b.room.locate(position(receipt)), 1);
  const { reader } = b.join("철수", 1);
  bus.loses = () => false;
  await a.say("또");
  b.turn.end();
  assert.deepEqual(reader.texts, ["또"]);
});

test("a room tells what is behind its head and keeps its name, epoch and history", async () => {
  const { room, say, join } = await makeYard();
  const slow = join("거북").reader;
  slow.full = true;
  const [, last] = await say("1", "2");
  assert.deepEqual(room.head, position(last));
  assert.deepEqual([room.name, room.epoch, room.volatile, await room.earliest()], ["chat", "id1", false, 1]);
  assert.deepEqual(room.counts, { people: 1, members: 1, behind: 1 });
  assert.equal((await room.history(2, 1)).entries[0]?.offset, 2);
  assert.equal((await room.beforeLast(1)).offset, 1);
  assert.deepEqual(await room.beginning(), await room.beforeLast(1000));
  assert.equal(room.members(({ author }) => author.name === "거북").length, 1);
  assert.equal(room.members(() => false).length, 0);
});

test("a closed room is silent: no notice, no news, no retry", async () => {
  const slow = new SlowStore(new MemoryStore(new CountingChance()));
  slow.holds = false;
  await slow.append("chat", draftsOf(1));
  const bus = new MemoryBus();
  const { room, clock, turn, join } = await makeYard({ store: slow, broker: bus.node() });
  const live = join("영희").reader;
  slow.failures = 1;
  const behind = join("철수", 0).reader;
  await turn.settle();
  room.close();
  bus.node().publish("chat", { entries: [], happenings: [{ kind: "removed", offset: 1 }] });
  clock.advance(10_000);
  await turn.settle();
  assert.deepEqual([...live.heard, ...behind.heard], []);
});

test("issue 5: who waits at the head is woken by the next entry, not by what is not kept; elsewhere there is no waiting", async () => {
  const { room, say, turn } = await makeYard();
  await say("1");
  const woken: number[][] = [];
  const waiter: Waiter = { place: -1, wake: ({ entries }) => woken.push(entries.map(({ offset }) => offset)) };
  assert.equal(room.wait(waiter, 0), false);
  assert.equal(room.wait(waiter, 1), true);
  room.happen({ kind: "typing", count: 1 });
  turn.end();
  assert.equal(room.waiting, 1);
  await say("2", "3");
  assert.deepEqual([woken, room.waiting], [[[2, 3]], 0]);
  room.wait(waiter, 3);
  room.unwait(waiter);
  await say("4");
  assert.equal(woken.length, 1);
});

test("a spelling that tells of the head does so in live images and on arrival, and never in those that are kept", async () => {
  const { room, say, turn } = await makeYard();
  await say("1");
  const write = (items: readonly Item[], end: string): Uint8Array =>
    Buffer.from(`${items.map((item) => ("offset" in item ? item.offset : item.kind)).join(",")}${end} `);
  const spelling: Spelling = {
    key: "heads",
    shared: true,
    spell: (items) => write(items, ""),
    live: { key: "heads/live", shared: true, spell: (items) => write(items, "!") },
    arrived: ({ offset }) => Buffer.from(`@${offset} `),
  };
  const outlet = new FakeOutlet();
  const member = room.join({ person: person({ kind: "guest", name: "b" }), spelling, outlet }, 0);
  await say("2");
  outlet.full = true;
  await say("3");
  await say("4");
  outlet.full = false;
  room.drained(member);
  assert.equal(outlet.text, "1! 2! 3! 4! ");
  const late = new FakeOutlet();
  room.join({ person: person({ kind: "guest", name: "c" }), spelling, outlet: late });
  assert.equal(late.text, "@4 ");
  // What came last of all is not kept, and says nothing of where a reader stands.
  room.happen({ kind: "typing", count: 1 });
  turn.end();
  const last = new FakeOutlet();
  room.join({ person: person({ kind: "guest", name: "d" }), spelling, outlet: last }, 3);
  assert.equal(last.text, "4 @4 ");
});

test("a member that is respelled, live or behind, gets everything once and is news to nobody", async () => {
  const { room, turn, say, join, clock } = await makeYard();
  const { reader: watcher } = join("watcher");
  const [live, behind] = [join("live"), join("behind")];
  clock.advance(NOTICE_INTERVAL_MS);
  turn.end();
  const notices = watcher.notices.length;
  behind.reader.full = true;
  const appended = say("1", "2");
  room.respell(live.member, ownSpelling("live"));
  room.respell(behind.member, ownSpelling("behind"));
  await appended;
  await say("3");
  behind.reader.full = false;
  room.respell(behind.member, jsonSpelling);
  room.drained(behind.member);
  await say("4");
  for (const { reader } of [live, behind]) assert.deepEqual(reader.texts, ["1", "2", "3", "4"]);
  clock.advance(NOTICE_INTERVAL_MS);
  turn.end();
  assert.equal(watcher.notices.length, notices);
});

test("where a member stands is told before anything else is written to it", async () => {
  const { room, say, join } = await makeYard();
  const [live, behind] = [join("live"), join("behind")];
  behind.reader.full = true;
  await say("1");
  await say("2");
  const told: number[] = [];
  for (const { member } of [live, behind]) await room.stand(member, ({ offset }) => told.push(offset));
  assert.deepEqual(told, [2, 1]);
  room.leave(live.member);
  await room.stand(live.member, () => told.push(0));
  assert.deepEqual(told, [2, 1]);
});
