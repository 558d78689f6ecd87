import assert from "node:assert/strict";
import { test } from "node:test";
import { type Author, Hub, MemoryBus, MemoryStore } from "@madang/hub";
import { CountingChance, draftOf, FakeOutlet, ManualClock, ManualTurn, textFake } from "@madang/testkit";
import { PRUNE_INTERVAL_MS, VOLATILE_ENTRIES } from "../src/hub.ts";
import { guest, makeRoom, makeYard } from "./yard.ts";

const DAY_MS = 86_400_000;

test("a room that nobody has made is not there; made, it is one room for all who ask at the same time", async () => {
  const { hub } = makeYard();
  assert.equal(await hub.room("chat"), undefined);
  assert.equal(await hub.putRoom("chat", { retention: "forever" }), "made");
  const [a, b] = await Promise.all([hub.room("chat"), hub.room("chat")]);
  assert.ok(a);
  assert.equal(a, b);
  assert.equal(await hub.room("chat"), a);
  assert.deepEqual([...hub.openRooms()], [a]);
});

test("a room whose opening failed is opened by the next who asks", async () => {
  const { hub, store } = makeYard();
  await hub.putRoom("chat", { retention: "forever" });
  const { find } = store;
  store.find = async () => Promise.reject(new Error("the disk is away"));
  await assert.rejects(async () => hub.room("chat"), /the disk is away/);
  store.find = find;
  assert.ok(await hub.room("chat"));
});

test("a room is changed, but not from kept to volatile or back", async () => {
  const { hub } = makeYard();
  await hub.putRoom("kept", { retention: "forever" });
  await hub.putRoom("loose", { retention: "volatile" });
  assert.equal(await hub.putRoom("kept", { retention: { days: 3 } }), "changed");
  assert.equal(await hub.putRoom("kept", { retention: "volatile" }), "kind");
  assert.equal(await hub.putRoom("loose", { retention: "forever" }), "kind");
  assert.equal(await hub.putRoom("loose", { retention: "volatile" }), "changed");
  assert.deepEqual(
    (await hub.rooms()).map(({ name, retention }) => [name, retention]),
    [
      ["kept", { days: 3 }],
      ["loose", "volatile"],
    ],
  );
});

test("the list of rooms says who is volatile and how many people are there", async () => {
  const { hub } = makeYard();
  const room = await makeRoom(hub, "chat");
  await hub.putRoom("empty", { retention: "volatile" });
  room.join({ person: guest("철수"), spelling: textFake, outlet: new FakeOutlet() });
  assert.deepEqual(await hub.roomList(), [
    { name: "chat", volatile: false, present: 1 },
    { name: "empty", volatile: true, present: 0 },
  ]);
});

test("a volatile room leaves nothing in the store, and keeps its last entries", async () => {
  const { hub, store, say } = makeYard();
  const room = await makeRoom(hub, "loose", "volatile");
  await say(room, "철수", ...Array.from({ length: 2 * VOLATILE_ENTRIES + 1 }, (_, index) => String(index)));
  assert.equal((await store.head("loose")).offset, 0);
  assert.equal(room.head.offset, 2 * VOLATILE_ENTRIES + 1);
  assert.equal(await room.earliest(), VOLATILE_ENTRIES + 2);
});

test("a draft has the client's id or one made here, the time, and headers if there are any", () => {
  const { hub, clock } = makeYard();
  const author: Author = { kind: "guest", name: "철수" };
  const content = { text: "안녕" };
  assert.deepEqual(hub.draft(author, content, { id: "x" }), { id: "x", author, content, at: clock.now() });
  assert.deepEqual(hub.draft(author, content, { headers: { a: "b" } }), {
    id: "id1",
    author,
    content,
    at: clock.now(),
    headers: { a: "b" },
  });
});

test("a ban sends away everybody whom it meets, each connection once, in all rooms, and not the operator", async () => {
  const { hub } = makeYard();
  const [chat, other] = [await makeRoom(hub, "chat"), await makeRoom(hub, "other")];
  const people = [
    guest("철수", "10.0.0.1"),
    guest("철수", "10.0.0.2"),
    guest("영희", "10.0.0.1"),
    guest("민수", "10.0.0.3"),
  ];
  const operator = {
    ...guest("철수", "10.0.0.1"),
    author: { kind: "operator", name: "철수" } as const,
    dismissed: [] as string[],
  };
  const slow = new FakeOutlet();
  for (const person of [...people, operator]) chat.join({ person, spelling: textFake, outlet: new FakeOutlet() });
  for (const person of people.slice(0, 1)) other.join({ person, spelling: textFake, outlet: slow });
  assert.equal(await hub.ban({ kind: "name", value: "철수" }), true);
  assert.deepEqual(
    people.map(({ dismissed }) => dismissed.length),
    [1, 1, 0, 0],
  );
  assert.deepEqual(people[0]?.dismissed, ["banned by the operator"]);
  for (const room of [chat, other])
    for (const member of room.members(({ author }) => author.name === "철수" && author.kind === "guest"))
      room.leave(member);
  assert.equal(await hub.ban({ kind: "address", value: "10.0.0.1" }), true);
  assert.deepEqual(
    people.map(({ dismissed }) => dismissed.length),
    [1, 1, 1, 0],
  );
  assert.deepEqual(operator.dismissed, []);
  assert.equal(await hub.ban({ kind: "name", value: "철수" }), false);
});

test("bans are learnt at the start, and lifted for good", async () => {
  const store = new MemoryStore(new CountingChance());
  await store.ban({ kind: "name", value: "철수" });
  const { hub } = makeYard(new MemoryBus(), store);
  await hub.start();
  assert.ok(hub.rights.refusal({ kind: "guest", name: "철수" }, "::1", "read"));
  assert.equal(await hub.lift({ kind: "name", value: "철수" }), true);
  assert.equal(await hub.lift({ kind: "name", value: "철수" }), false);
  assert.equal(hub.rights.refusal({ kind: "guest", name: "철수" }, "::1", "read"), undefined);
  assert.deepEqual(await hub.bans(), []);
});

test("retention is looked after at the start and every ten minutes, in the store and in memory, until the hub is closed", async () => {
  const { hub, store, clock, turn } = makeYard();
  await hub.putRoom("chat", { retention: { days: 1 } });
  await hub.putRoom("kept", { retention: "forever" });
  const earliest = async (room: string): Promise<number> => (await store.head(room)).earliest;
  for (const room of ["chat", "kept"])
    await store.append(room, [draftOf("old", { at: clock.now() - 2 * DAY_MS }), draftOf("new", { at: clock.now() })]);
  const room = await hub.room("chat");
  await hub.start();
  await turn.settle();
  assert.deepEqual([await earliest("chat"), await earliest("kept")], [2, 1]);
  room?.append(draftOf("later", { at: clock.now() }), () => undefined);
  await turn.settle();
  clock.advance(DAY_MS + PRUNE_INTERVAL_MS);
  await turn.settle();
  assert.equal(await earliest("chat"), 4);
  const outlet = new FakeOutlet();
  room?.join({ person: guest("철수"), spelling: textFake, outlet }, 2);
  await turn.settle();
  assert.equal(outlet.text, "<skipped 1 0>\n");
  hub.close();
  await store.append("chat", [draftOf("last", { at: 0 })]);
  clock.advance(10 * PRUNE_INTERVAL_MS);
  await turn.settle();
  assert.equal(await earliest("chat"), 4);
});

test("a store that cannot prune now is asked again", async () => {
  const { hub, store, clock, turn } = makeYard();
  await hub.putRoom("chat", { retention: { days: 1 } });
  await store.append("chat", [draftOf("old", { at: 0 })]);
  const { prune } = store;
  store.prune = async () => Promise.reject(new Error("the disk is away"));
  await hub.start();
  await turn.settle();
  store.prune = prune;
  clock.advance(PRUNE_INTERVAL_MS);
  await turn.settle();
  assert.equal((await store.head("chat")).earliest, 2);
});

test("a room that is being opened while the hub closes is not opened", async () => {
  const chance = new CountingChance();
  const hub = new Hub({
    store: new MemoryStore(chance),
    broker: new MemoryBus().node(),
    clock: new ManualClock(),
    chance,
    turn: new ManualTurn(),
  });
  await hub.putRoom("chat", { retention: "forever" });
  const opening = hub.room("chat");
  hub.close();
  assert.equal(await opening, undefined);
});

test("a room that does not relay says so at once when the operator changes it, and again when it is opened", async () => {
  const { hub, store } = makeYard();
  await store.put("quiet", { retention: "forever", relay: false });
  const quiet = await hub.room("quiet");
  assert.equal(quiet?.relays, false);
  await hub.putRoom("quiet", { retention: "forever" });
  assert.equal(quiet.relays, true);
  await hub.putRoom("quiet", { retention: "forever", relay: false });
  assert.equal(quiet.relays, false);
});

test("what readers have not been given is counted for all rooms together", async () => {
  const { hub, say } = makeYard();
  const rooms = [await makeRoom(hub, "a", "volatile"), await makeRoom(hub, "b", "volatile")];
  for (const room of rooms) {
    for (const text of ["1", "2"]) room.append(draftOf(text, { key: "k" }), () => undefined);
    await say(room, "철수", "3");
    room.join({ person: guest("철수"), spelling: textFake, outlet: new FakeOutlet() }, 0);
  }
  assert.deepEqual(hub.leftOut, { skipped: 0, happenings: 0, conflated: 2 });
});
