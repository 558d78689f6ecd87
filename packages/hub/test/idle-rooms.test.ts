import assert from "node:assert/strict";
import { test } from "node:test";
import { type Hub, MemoryBus, MemoryStore, type Position, type Receipt, type Room } from "@madang/hub";
import { CountingChance, draftOf, FakeOutlet, type ManualTurn, textFake } from "@madang/testkit";
import { LOOK_INTERVAL_MS } from "../src/hub.ts";
import { NOTICE_INTERVAL_MS } from "../src/notices.ts";
import { DROP_MS, IDLE_MS, MAX_LOOKED_AT } from "../src/residents.ts";
import { collect } from "./collect.ts";
import { guest, makeRoom, makeYard } from "./yard.ts";

/** Long enough for a room that nobody uses to be let go. */
const LONG_MS = IDLE_MS + LOOK_INTERVAL_MS;
const texts = (outlet: FakeOutlet): string => outlet.text;
const count = (rooms: Iterable<Room>): number => [...rooms].length;

/** Says something in a room that nobody else holds, and answers where it stands. */
async function say(hub: Hub, turn: ManualTurn, text: string): Promise<Position> {
  const room = await hub.room("chat");
  const receipts: Receipt[] = [];
  room?.append(hub.draft({ kind: "guest", name: "철수" }, { text }), (receipt) => receipts.push(receipt));
  await turn.settle();
  const [receipt] = receipts;
  assert.ok(receipt !== undefined && "position" in receipt);
  return receipt.position;
}

async function visit(hub: Hub, name: string): Promise<WeakRef<Room>> {
  const room = await hub.room(name);
  assert.ok(room);
  const member = room.join({ person: guest("철수"), spelling: textFake, outlet: new FakeOutlet() });
  room.leave(member);
  return new WeakRef(room);
}

test("a hundred thousand rooms, each visited once, do not stay", async () => {
  const { hub, store, clock, turn } = makeYard();
  // Retention, which goes through all of them in the order of their names, is not what this is about.
  store.rooms = async () => [];
  await hub.start();
  const visited = 100_000;
  const some: WeakRef<Room>[] = [];
  for (let index = 0; index < visited; index++) {
    await hub.putRoom(String(index), { retention: index % 10 === 0 ? "volatile" : "forever" });
    const room = await hub.room(String(index));
    if (room !== undefined && index % 1000 === 0) some.push(new WeakRef(room));
  }
  for (let index = 0; index < visited; index += 1000) await visit(hub, String(index));
  assert.equal(count(hub.openRooms()), visited);
  clock.advance(LONG_MS + (LOOK_INTERVAL_MS * visited) / MAX_LOOKED_AT);
  assert.equal(count(hub.openRooms()), 0);
  await turn.settle();
  await collect();
  assert.equal(some.filter((room) => room.deref() !== undefined).length, 0);
});

test("a position from before a room was let go is read on from exactly, and what came meanwhile is there", async () => {
  const { hub, clock, turn } = makeYard();
  await makeRoom(hub);
  await hub.start();
  await say(hub, turn, "1");
  const position = await say(hub, turn, "2");
  await say(hub, turn, "3");
  const before = await visit(hub, "chat");
  clock.advance(NOTICE_INTERVAL_MS + LONG_MS);
  await turn.settle();
  await collect();
  assert.equal(before.deref(), undefined);
  const room = await hub.room("chat");
  assert.ok(room);
  assert.equal(await room.locate(position), 2);
  const outlet = new FakeOutlet();
  room.join({ person: guest("철수"), spelling: textFake, outlet }, 2);
  await say(hub, turn, "4");
  assert.equal(texts(outlet), "철수:3\n철수:4\n");
  assert.equal(room.head.offset, 4);
});

test("who stays, waits, or has something under way keeps a room, and one who has it in hand has the same as all others", async () => {
  const { hub, store, clock, turn } = makeYard();
  const { promise: disk, resolve: free } = Promise.withResolvers<void>();
  const append = store.append.bind(store);
  store.append = (name, drafts) => disk.then(() => append(name, drafts));
  for (const name of ["stays", "waits", "writes", "held"]) await hub.putRoom(name, { retention: "forever" });
  await hub.start();
  const [stays, waits, writes, held] = await Promise.all(
    ["stays", "waits", "writes", "held"].map((name) => hub.room(name)),
  );
  const outlet = new FakeOutlet();
  stays?.join({ person: guest("철수"), spelling: textFake, outlet });
  waits?.wait({ place: -1, wake: () => undefined }, 0);
  writes?.append(draftOf("1"), () => undefined);
  await turn.settle();
  clock.advance(LONG_MS);
  assert.deepEqual(
    [...hub.openRooms()].map(({ name }) => name),
    ["stays", "waits", "writes"],
  );
  free();
  await turn.settle();
  assert.equal(writes?.head.offset, 1);
  await collect();
  assert.equal(await hub.room("held"), held);
});

test("who comes into a room that was let go while it had it in hand hears, and is found, like anybody else", async () => {
  const bus = new MemoryBus();
  const shared = new MemoryStore(new CountingChance());
  const [here, there] = [makeYard(bus, shared), makeYard(bus, shared)];
  const room = await makeRoom(here.hub);
  const other = await there.hub.room("chat");
  assert.ok(other);
  await here.hub.start();
  here.clock.advance(LONG_MS);
  await there.say(other, "영희", "missed");
  assert.equal(room.head.offset, 0, "a room at rest hears of no other node");
  const outlet = new FakeOutlet();
  const person = guest("철수");
  room.join({ person, spelling: textFake, outlet });
  await here.turn.settle();
  assert.equal(texts(outlet), "영희:missed\n");
  await there.say(other, "영희", "heard");
  await here.turn.settle();
  assert.equal(texts(outlet), "영희:missed\n영희:heard\n");
  await here.hub.ban({ kind: "name", value: "철수" });
  assert.equal(person.dismissed.length, 1);
  here.hub.close();
});

test("what another node took away while a room was let go is not handed out, by whom it is held or by a new one", async () => {
  const bus = new MemoryBus();
  const shared = new MemoryStore(new CountingChance());
  const [here, there] = [makeYard(bus, shared), makeYard(bus, shared)];
  for (const isHeld of [true, false]) {
    const name = isHeld ? "held" : "lost";
    const other = await makeRoom(there.hub, name);
    await there.say(other, "영희", ...Array.from({ length: 200 }, (_, index) => String(index + 1)));
    const read = async (): Promise<string> => {
      const room = await here.hub.room(name);
      const outlet = new FakeOutlet();
      const member = room?.join({ person: guest("철수"), spelling: textFake, outlet }, 0);
      await here.turn.settle();
      if (member !== undefined) room?.leave(member);
      return texts(outlet);
    };
    // What came before it was opened is read in pages, what comes now from the tail.
    assert.match(await read(), /:1\n.*:200\n$/s);
    await there.say(other, "영희", "201");
    await here.turn.settle();
    const held = isHeld ? await here.hub.room(name) : undefined;
    here.clock.advance(NOTICE_INTERVAL_MS);
    await here.turn.settle();
    if (isHeld) await here.hub.start();
    here.clock.advance(LONG_MS + LOOK_INTERVAL_MS);
    await here.turn.settle();
    await collect();
    for (const offset of [3, 201]) assert.equal(await other.remove(offset), true);
    const now = await read();
    assert.ok(!now.includes(":3\n") && !now.includes(":201\n") && now.includes(":200\n"));
    assert.ok(!isHeld || held === (await here.hub.room(name)));
  }
});

test("a volatile room that was let go reads on for an hour; then it is forgotten, and another history", async () => {
  const { hub, clock, turn } = makeYard();
  await makeRoom(hub, "chat", "volatile");
  await hub.start();
  const position = await say(hub, turn, "1");
  await say(hub, turn, "2");
  const letGo = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await turn.settle();
    await collect();
  };
  await letGo(LONG_MS);
  assert.equal(await (await hub.room("chat"))?.locate(position), 1);
  await letGo(LONG_MS);
  await letGo(DROP_MS + LOOK_INTERVAL_MS);
  const located = await (await hub.room("chat"))?.locate(position);
  assert.equal(typeof located === "object" && located.cause, "history");
  assert.equal((await say(hub, turn, "new")).offset, 1);
});
