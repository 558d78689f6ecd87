import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Broker,
  type Entry,
  type HubPorts,
  MemoryBus,
  MemoryStore,
  type Receipt,
  type Store,
  StoreRefusal,
  type WholeReceipt,
} from "@madang/hub";
import { CountingChance, draftOf, draftsOf, ManualClock, ManualTurn } from "@madang/testkit";
import fc from "fast-check";
import { Log, MAX_UNDER_WAY } from "../src/log.ts";
import { LossyBus } from "./lossy-bus.ts";
import { SlowStore } from "./slow-store.ts";

/** A log with the time in the test's hand, and what has arrived in it. */
interface Desk {
  readonly log: Log;
  readonly clock: ManualClock;
  readonly turn: ManualTurn;
  readonly arrived: Entry[];
  readonly receipts: Receipt[];
  send(...drafts: Parameters<Log["append"]>[0][]): void;
}

async function makeDesk(store: Store, broker: Broker = new MemoryBus().node()): Promise<Desk> {
  const [clock, turn] = [new ManualClock(), new ManualTurn()];
  const arrived: Entry[] = [];
  const receipts: Receipt[] = [];
  const ports: Pick<HubPorts, "broker" | "clock" | "turn"> & { store: Store } = { store, broker, clock, turn };
  const log = new Log("chat", await store.head("chat"), { ...ports, arrived: (entry) => arrived.push(entry) });
  broker.subscribe("chat", ({ entries }) => log.hear(entries));
  const send: Desk["send"] = (...drafts) => {
    for (const draft of drafts) log.append(draft, (receipt) => receipts.push(receipt));
  };
  return { log, clock, turn, arrived, receipts, send };
}

const newStore = (keep?: number): MemoryStore => new MemoryStore(new CountingChance(), keep);
const offsets = (entries: readonly Entry[]): number[] => entries.map(({ offset }) => offset);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

test("what one turn brings is one append, answered and delivered in order", async () => {
  const { log, turn, arrived, receipts, send } = await makeDesk(newStore());
  send(...draftsOf(3));
  assert.equal(receipts.length, 0, "not before it is durable");
  await turn.settle();
  assert.deepEqual(offsets(arrived), [1, 2, 3]);
  assert.deepEqual(
    receipts.map((receipt) => receipt.outcome === "new" && receipt.position.offset),
    [1, 2, 3],
  );
  assert.deepEqual(log.head, { epoch: "id1", offset: 3, check: arrived[2]?.check });
});

test("an entry carries what its draft did, headers and key too", async () => {
  const { turn, arrived, send } = await makeDesk(newStore());
  const [draft] = draftsOf(1);
  assert.ok(draft);
  send({ ...draft, headers: { priority: "9" }, key: "k" }, { ...draft, id: "2", key: "k" }, { ...draft, id: "3" });
  await turn.settle();
  assert.deepEqual(arrived[0]?.headers, { priority: "9" });
  assert.deepEqual(
    arrived.map(({ key }) => key),
    ["k", "k", undefined],
  );
  assert.deepEqual({ ...arrived[0], headers: undefined }.content, draft.content);
});

test("a repeat is answered with the place of the first one and is delivered once, in one turn or in two", async () => {
  const { turn, arrived, receipts, send } = await makeDesk(newStore());
  const [draft] = draftsOf(1);
  assert.ok(draft);
  send(draft, draft);
  await turn.settle();
  send(draft);
  await turn.settle();
  assert.deepEqual(
    receipts.map(({ outcome }) => outcome),
    ["new", "repeat", "repeat"],
  );
  assert.equal(new Set(receipts.map((receipt) => JSON.stringify("position" in receipt && receipt.position))).size, 1);
  assert.equal(arrived.length, 1);
});

test("the same id for something else is a conflict that names the first one, and is not delivered", async () => {
  const { turn, arrived, receipts, send } = await makeDesk(newStore());
  const [first, second] = draftsOf(2);
  assert.ok(first && second);
  send(first, { ...second, id: first.id, author: first.author, content: { text: "something else" } });
  await turn.settle();
  assert.deepEqual(receipts[1], { outcome: "conflict", offset: 1 });
  assert.equal(arrived.length, 1);
});

test("what the store refuses is told to its senders and delivered to nobody, and later appends work", async () => {
  const slow = new SlowStore(newStore());
  slow.holds = false;
  const { turn, arrived, receipts, send } = await makeDesk(slow);
  slow.refusals.push(new StoreRefusal("the disk is full"), new TypeError("a fault"));
  send(...draftsOf(2));
  await turn.settle();
  assert.deepEqual(
    receipts.splice(0),
    Array.from({ length: 2 }, () => ({ outcome: "refused", why: "the disk is full" })),
  );
  send(...draftsOf(1));
  await turn.settle();
  assert.deepEqual(receipts.splice(0), [{ outcome: "refused", why: "the store failed: TypeError: a fault" }]);
  assert.deepEqual(arrived, []);
  send(...draftsOf(2));
  await turn.settle();
  assert.deepEqual(
    receipts.map(({ outcome }) => outcome),
    ["new", "new"],
  );
  assert.deepEqual(offsets(arrived), [1, 2]);
});

test("past MAX_UNDER_WAY a sender is refused at once, and taken again when the store has answered", async () => {
  const { turn, receipts, send } = await makeDesk(newStore());
  const drafts = draftsOf(MAX_UNDER_WAY);
  send(...drafts);
  assert.equal(receipts.length, 0);
  send(...draftsOf(1, MAX_UNDER_WAY + 1));
  assert.deepEqual(receipts.splice(0), [{ outcome: "refused", why: "too many messages are waiting for the disk" }]);
  await turn.settle();
  assert.equal(receipts.splice(0).length, MAX_UNDER_WAY);
  send(...draftsOf(1, MAX_UNDER_WAY + 1));
  await turn.settle();
  assert.equal(receipts[0]?.outcome, "new");
});

test("two nodes that append at the same time see the same entries in the same order, though news are lost and reads fail", async () => {
  const turns = fc.array(
    fc.record({
      a: fc.nat(3),
      b: fc.nat(3),
      lost: fc.boolean(),
      failures: fc.nat(1),
      ends: fc.constantFrom("a", "b", "ab", "ba"),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  const property = fc.asyncProperty(turns, async (list) => {
    const store = newStore();
    const bus = new LossyBus();
    const slow = new SlowStore(store);
    slow.holds = false;
    const [a, b] = [await makeDesk(slow, bus.node()), await makeDesk(slow, bus.node())];
    let count = 0;
    for (const { a: ofA, b: ofB, lost, failures, ends } of list) {
      bus.loses = () => lost;
      slow.failures = failures;
      a.send(...draftsOf(ofA, count + 1));
      b.send(...draftsOf(ofB, count + ofA + 1));
      count += ofA + ofB;
      for (const end of ends) (end === "a" ? a : b).turn.end();
      await Promise.resolve();
    }
    slow.failures = 0;
    bus.loses = () => false;
    for (const desk of [a, b, a]) {
      desk.send(...draftsOf(1, ++count));
      await desk.turn.settle();
    }
    for (const { clock, turn, log } of [a, b]) {
      clock.advance(1000);
      await turn.settle();
      assert.equal(log.head.offset, count);
    }
    const all = await store.read("chat", 0, count);
    assert.deepEqual(a.arrived, all);
    assert.deepEqual(b.arrived, all);
    assert.equal(a.receipts.length + b.receipts.length, count);
  });
  await fc.assert(property, { numRuns: 100 });
});

test("when the read that closes a gap fails, it is tried again by itself", async () => {
  const store = newStore();
  const slow = new SlowStore(store);
  slow.holds = false;
  const { clock, turn, arrived, send } = await makeDesk(slow);
  await store.append("chat", draftsOf(2));
  slow.failures = 1;
  send(...draftsOf(1, 3));
  await turn.settle();
  assert.deepEqual(arrived, []);
  clock.advance(1000);
  await turn.settle();
  assert.deepEqual(offsets(arrived), [1, 2, 3]);
});

test("a log that was stopped tries no more", async () => {
  const store = newStore();
  const slow = new SlowStore(store);
  slow.holds = false;
  const { log, clock, turn, arrived, send } = await makeDesk(slow);
  await store.append("chat", draftsOf(2));
  slow.failures = 1;
  send(...draftsOf(1, 3));
  await turn.settle();
  log.stop();
  clock.advance(5000);
  await turn.settle();
  assert.deepEqual(arrived, []);
});

test("a gap that retention has passed is leapt over: the room goes on with what is kept", async () => {
  const store = newStore();
  const bus = new LossyBus();
  const [a, b] = [await makeDesk(store, bus.node()), await makeDesk(store, bus.node())];
  bus.loses = () => true;
  a.send(...draftsOf(4).map((draft, index) => ({ ...draft, at: index })));
  await a.turn.settle();
  await store.prune("chat", 3);
  bus.loses = () => false;
  a.send(draftOf("5"));
  await a.turn.settle();
  await b.turn.settle();
  assert.deepEqual(offsets(a.arrived), upTo(5));
  assert.deepEqual(offsets(b.arrived), [4, 5]);
});

test("catching up brings what nobody told of", async () => {
  const store = newStore();
  const { log, arrived } = await makeDesk(store);
  await store.append("chat", draftsOf(3));
  await log.catchUp();
  assert.deepEqual(offsets(arrived), [1, 2, 3]);
  await log.catchUp();
  assert.equal(arrived.length, 3);
});

test("entries of another history are not taken for this one's", async () => {
  const { log, arrived, turn, send } = await makeDesk(newStore());
  const other = await makeDesk(new MemoryStore({ id: () => "other" }));
  other.send(...draftsOf(1));
  await other.turn.settle();
  log.hear(other.arrived);
  assert.deepEqual(arrived, []);
  send(...draftsOf(1));
  await turn.settle();
  assert.equal(arrived.length, 1);
});

test("all or none: one answer, after what came before in the turn, and each entry arrives once", async () => {
  const { log, turn, arrived, send } = await makeDesk(new MemoryStore(new CountingChance()));
  const receipts: WholeReceipt[] = [];
  send(draftOf("a"));
  log.appendAll(draftsOf(2), (receipt) => receipts.push(receipt));
  send(draftOf("b"));
  log.appendAll([draftOf("c"), draftOf("a", { content: { text: "other" } })], (receipt) => receipts.push(receipt));
  log.appendAll([draftOf("1"), draftOf("d")], (receipt) => receipts.push(receipt));
  await turn.settle();
  assert.deepEqual(
    arrived.map(({ id }) => id),
    ["a", "1", "2", "b", "d"],
  );
  assert.deepEqual(
    receipts.map((receipt) =>
      receipt.outcome === "kept"
        ? receipt.receipts.map(({ outcome, position }) => [outcome, position.offset])
        : receipt,
    ),
    [
      [
        ["new", 2],
        ["new", 3],
      ],
      { outcome: "conflict", index: 1, offset: 1 },
      [
        ["repeat", 2],
        ["new", 5],
      ],
    ],
  );
});

test("all or none: a store that refuses, and too many under way, keep none", async () => {
  const store = new SlowStore(new MemoryStore(new CountingChance()));
  store.refusals.push(new StoreRefusal("the disk is full"));
  const { log, turn, arrived } = await makeDesk(store);
  const receipts: WholeReceipt[] = [];
  store.holds = false;
  log.appendAll(draftsOf(2), (receipt) => receipts.push(receipt));
  await turn.settle();
  log.appendAll(draftsOf(MAX_UNDER_WAY + 1), (receipt) => receipts.push(receipt));
  assert.deepEqual(receipts, [
    { outcome: "refused", why: "the disk is full" },
    { outcome: "refused", why: "too many messages are waiting for the disk" },
  ]);
  assert.equal(arrived.length, 0);
});
