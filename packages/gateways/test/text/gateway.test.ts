import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPosition, Hub, MemoryBus, MemoryStore, StoreRefusal, startOf } from "@madang/hub";
import { CountingChance, draftOf, draftsOf, FakeCarrier, ManualClock, ManualTurn } from "@madang/testkit";
import type { Admission, Caller, Refusal, Session } from "@madang/wire";
import { Deadlines } from "../../src/deadlines.ts";
import type { Identify } from "../../src/identify.ts";
import { MAX_MESSAGE_BYTES, TextGateway } from "../../src/text/gateway.ts";

/** Everybody is the guest whom `?name=` names; `나쁜` is no name. */
const identify: Identify = async ({ query }) => {
  const name = query.get("name") ?? "손님";
  if (name === "나쁜") return { status: 400, title: "Bad Request", detail: "name: no" };
  const expires = query.get("expires");
  return { author: { kind: "guest", name }, ...(expires === undefined ? {} : { expires: Number(expires) }) };
};

interface Yard {
  readonly hub: Hub;
  readonly store: MemoryStore;
  readonly clock: ManualClock;
  readonly turn: ManualTurn;
  admit(changes?: Partial<Caller>): Promise<Admission | Refusal>;
  enter(name: string, position?: string): Promise<{ carrier: FakeCarrier; session: Session }>;
}

async function makeYard(): Promise<Yard> {
  const chance = new CountingChance();
  const store = new MemoryStore(chance);
  const [clock, turn] = [new ManualClock(), new ManualTurn()];
  const hub = new Hub({ store, broker: new MemoryBus().node(), clock, chance, turn });
  await hub.putRoom("마당", { retention: "forever" });
  const gateway = new TextGateway({ hub, identify, prefix: "/ws/", deadlines: new Deadlines(clock) });
  const admit: Yard["admit"] = async (changes) =>
    gateway.admit({
      address: "10.0.0.1",
      path: "/ws/마당",
      query: new Map(),
      headers: new Map(),
      subprotocols: [],
      ...changes,
    });
  const enter: Yard["enter"] = async (name, position) => {
    const query = new Map(
      position === undefined
        ? [["name", name]]
        : [
            ["name", name],
            ["position", position],
          ],
    );
    const carrier = new FakeCarrier();
    const session = admitted(await admit({ query })).open(carrier);
    carrier.carry(session);
    return { carrier, session };
  };
  return { hub, store, clock, turn, admit, enter };
}

function admitted(answer: Admission | Refusal): Admission {
  assert.ok("open" in answer, JSON.stringify(answer));
  return answer;
}

function refused(answer: Admission | Refusal): Refusal {
  assert.ok("status" in answer);
  return answer;
}

test("an unknown room, and a name that no room can have, are 404", async () => {
  const { admit } = await makeYard();
  for (const path of ["/ws/없다", "/ws/", "/ws/a b", "/ws/.."]) {
    const { status, detail } = refused(await admit({ path }));
    assert.equal(status, 404);
    assert.equal(detail, `there is no room named ${JSON.stringify(path.slice(4))}`);
  }
});

test("a room's name in single letters (NFD) finds the room", async () => {
  const { admit } = await makeYard();
  admitted(await admit({ path: `/ws/${"마당".normalize("NFD")}` }));
});

test("who is not let in gets the reason of whoever knows people, before anything is said of the room", async () => {
  const { admit } = await makeYard();
  const query = new Map([["name", "나쁜"]]);
  assert.deepEqual(refused(await admit({ query, path: "/ws/없다" })), {
    status: 400,
    title: "Bad Request",
    detail: "name: no",
  });
});

test("who is banned by name or address gets 403", async () => {
  const { hub, admit } = await makeYard();
  await hub.ban({ kind: "name", value: "철수" });
  assert.deepEqual(refused(await admit({ query: new Map([["name", "철수"]]) })), {
    status: 403,
    title: "Forbidden",
    detail: "the name 철수 is banned",
  });
  await hub.ban({ kind: "address", value: "10.0.0.9" });
  assert.equal(refused(await admit({ address: "10.0.0.9" })).status, 403);
  admitted(await admit());
});

test("the subprotocol chat is chosen when it is offered, else none; a message has at most 64 KiB", async () => {
  const { admit } = await makeYard();
  assert.equal(admitted(await admit({ subprotocols: ["soap", "chat"] })).subprotocol, "chat");
  assert.ok(!("subprotocol" in admitted(await admit({ subprotocols: ["soap"] }))));
  assert.ok(!("subprotocol" in admitted(await admit())));
  assert.equal(admitted(await admit()).maxMessageBytes, MAX_MESSAGE_BYTES);
});

test("a position is read on from; one that is none is 400, one of another history 410", async () => {
  const { hub, store, admit, enter, turn } = await makeYard();
  await store.append("마당", draftsOf(3));
  const [, second] = await store.read("마당", 0, 3);
  assert.ok(second);
  const { carrier } = await enter("영희", formatPosition(second));
  await turn.settle();
  assert.deepEqual(carrier.messages, ["철수:text of 3"]);
  const at = (position: string): Promise<Admission | Refusal> => admit({ query: new Map([["position", position]]) });
  assert.deepEqual(refused(await at("17")), {
    status: 400,
    title: "Bad Request",
    detail: "this is not a position that a room gave",
  });
  assert.equal(refused(await at("")).status, 400);
  assert.equal(refused(await at(formatPosition({ ...second, check: 1 }))).status, 410);
  assert.equal(refused(await at(formatPosition({ ...second, epoch: "other" }))).status, 410);
  assert.equal((await hub.room("마당"))?.counts.people, 1);
});

test("a text is name:text to everybody, the sender too, once it is durable; without a position nothing older", async () => {
  const { enter, turn } = await makeYard();
  const [a, b] = [await enter("철수"), await enter("영희")];
  a.session.text("12:30: 안녕");
  assert.deepEqual(a.carrier.messages, []);
  await turn.settle();
  const c = await enter("민수");
  b.session.text(":)");
  await turn.settle();
  for (const { carrier } of [a, b]) assert.deepEqual(carrier.messages, ["철수:12:30: 안녕", "영희::)"]);
  assert.deepEqual(c.carrier.messages, ["영희::)"]);
});

test("the same text twice is two entries: a bare client has no ids", async () => {
  const { enter, turn } = await makeYard();
  const { carrier, session } = await enter("철수");
  session.text("ㅋㅋ");
  session.text("ㅋㅋ");
  await turn.settle();
  assert.deepEqual(carrier.messages, ["철수:ㅋㅋ", "철수:ㅋㅋ"]);
});

test("who comes and goes is told to the others, not to themselves", async () => {
  const { enter, turn, clock } = await makeYard();
  const second = async (): Promise<void> => {
    clock.advance(1000);
    await turn.settle();
  };
  const a = await enter("영희");
  await second();
  const b = await enter("철수");
  await second();
  b.carrier.end();
  await second();
  assert.deepEqual(a.carrier.messages, [":철수님이 입장하셨습니다.", ":철수님이 퇴장하셨습니다."]);
  assert.deepEqual(b.carrier.messages, []);
});

test("binary messages go to the others as they are, in order with the texts, and are not kept", async () => {
  const { enter, turn, store } = await makeYard();
  const [a, b] = [await enter("철수"), await enter("영희")];
  a.session.binary(Uint8Array.of(0xca, 0xfe));
  a.session.binary(new Uint8Array(0));
  await turn.settle();
  assert.deepEqual([a.carrier.messages, b.carrier.messages], [[], ["xcafe", "x"]]);
  assert.equal((await store.head("마당")).offset, 0);
});

test("what the store refuses is told to its sender alone", async () => {
  const { enter, turn, store } = await makeYard();
  const [a, b] = [await enter("철수"), await enter("영희")];
  store.append = async () => Promise.reject(new StoreRefusal("the disk is full"));
  a.session.text("안녕");
  await turn.settle();
  assert.deepEqual([a.carrier.messages, b.carrier.messages], [[":보내지 못했습니다: the disk is full"], []]);
});

test("who is banned while here is closed with 4001 and can no longer send", async () => {
  const { hub, enter, turn, store } = await makeYard();
  const [a, b] = [await enter("철수"), await enter("영희")];
  await hub.ban({ kind: "name", value: "철수" });
  assert.deepEqual(a.carrier.goodbye, { code: 4001, reason: "banned by the operator" });
  assert.equal(b.carrier.goodbye, undefined);
  a.session.text("한마디만");
  a.session.binary(Uint8Array.of(1));
  await turn.settle();
  assert.deepEqual(b.carrier.messages, []);
  assert.equal((await store.head("마당")).offset, 0);
});

test("a ban that comes between admission and opening holds", async () => {
  const { hub, admit } = await makeYard();
  const admission = admitted(await admit({ query: new Map([["name", "철수"]]) }));
  await hub.ban({ kind: "name", value: "철수" });
  const carrier = new FakeCarrier();
  carrier.carry(admission.open(carrier));
  assert.equal(carrier.goodbye?.code, 4001);
  carrier.end();
  assert.equal((await hub.room("마당"))?.counts.members, 0);
});

test("a closed connection has left the room", async () => {
  const { hub, enter } = await makeYard();
  const { carrier } = await enter("철수");
  const room = await hub.room("마당");
  assert.equal(room?.counts.members, 1);
  carrier.end();
  assert.deepEqual(room?.counts, { people: 0, members: 0, behind: 0 });
});

test("a connection over its high-water mark goes on where it was when it has drained", async () => {
  const { enter, turn } = await makeYard();
  const { carrier, session } = await enter("거북");
  carrier.full = true;
  for (const text of ["1", "2", "3"]) {
    session.text(text);
    await turn.settle();
  }
  assert.deepEqual(carrier.messages, ["거북:1"]);
  carrier.full = false;
  session.drained();
  assert.deepEqual(carrier.messages, ["거북:1", "거북:2", "거북:3"]);
});

test("what many hear is spelled once, live and again", async () => {
  const { hub, enter, turn } = await makeYard();
  const all = [await enter("a"), await enter("b"), await enter("c")];
  all[0]?.session.text("안녕");
  await turn.settle();
  assert.ok(all[0]?.carrier.images[0]);
  for (const { carrier } of all) assert.equal(carrier.images[0], all[0].carrier.images[0]);
  const room = await hub.room("마당");
  assert.ok(room);
  const late = await enter("d", formatPosition(startOf(room.epoch)));
  assert.equal(late.carrier.images[0], all[0].carrier.images[0]);
});

test("nothing is written for what has no words", async () => {
  const { hub, enter, turn } = await makeYard();
  const { carrier } = await enter("철수");
  const room = await hub.room("마당");
  room?.append(draftOf("1"), () => undefined);
  await turn.settle();
  carrier.clear();
  await room?.remove(1);
  await turn.settle();
  assert.equal(carrier.images.length, 0);
});

test("docs/configuration.md, Close codes: a login that ends closes with 4002", async () => {
  const { admit, clock } = await makeYard();
  const query = new Map([["expires", String(clock.now() + 60_000)]]);
  const [staying, gone] = [new FakeCarrier(), new FakeCarrier()];
  for (const carrier of [staying, gone]) carrier.carry(admitted(await admit({ query })).open(carrier));
  gone.end();
  clock.advance(61_000);
  assert.equal(staying.goodbye?.code, 4002);
  assert.equal(gone.goodbye, undefined);
});

test("docs/configuration.md, Close codes: a stopping server says with 1012 when to come back", async () => {
  const { enter } = await makeYard();
  const { carrier, session } = await enter("철수");
  session.farewell(1730, "the server restarts");
  assert.deepEqual(carrier.goodbye, { code: 1012, reason: "the server restarts; come back in 1.7 s" });
});

test("a room that does not relay takes no binary message, and says so to who sent it", async () => {
  const { hub, turn, enter } = await makeYard();
  const [철수, 영희] = [await enter("철수"), await enter("영희")];
  await hub.putRoom("마당", { retention: "forever", relay: false });
  철수.session.binary(Uint8Array.of(1));
  await turn.settle();
  assert.deepEqual(영희.carrier.messages, []);
  assert.match(철수.carrier.messages.join(), /전하지 않습니다/);
});
