import assert from "node:assert/strict";
import { test } from "node:test";
import { ManualClock } from "@madang/testkit";
import { DROP_MS, IDLE_MS, MAX_LOOKED_AT, type Resident, Residents } from "../src/residents.ts";
import { collect } from "./collect.ts";

class Room implements Resident {
  readonly name: string;
  readonly volatile: boolean;
  isIdle = true;
  /** What was done with it. */
  readonly done: string[] = [];

  constructor(name: string, volatile = false) {
    this.name = name;
    this.volatile = volatile;
  }

  rest(): void {
    this.done.push("rest");
  }

  rouse(): void {
    this.done.push("rouse");
  }

  close(): void {
    this.done.push("close");
  }
}

interface House {
  readonly clock: ManualClock;
  readonly residents: Residents<Room>;
  readonly dropped: string[];
  /** Lets so much time pass, and looks. */
  later(ms: number): void;
}

function makeHouse(...rooms: Room[]): House {
  const clock = new ManualClock();
  const dropped: string[] = [];
  const residents = new Residents<Room>(clock, (name) => dropped.push(name));
  for (const room of rooms) residents.add(room);
  const later = (ms: number): void => {
    clock.advance(ms);
    residents.look();
  };
  return { clock, residents, dropped, later };
}

const names = ({ residents }: House): string[] => [...residents.rooms()].map(({ name }) => name);

test("a room that is in use stays, one that nobody has used for a while goes to rest", () => {
  const [busy, idle, asked] = [new Room("busy"), new Room("idle"), new Room("asked")];
  busy.isIdle = false;
  const house = makeHouse(busy, idle, asked);
  house.later(IDLE_MS - 1);
  assert.equal(house.residents.get("asked"), asked);
  assert.deepEqual(names(house), ["busy", "idle", "asked"]);
  house.later(1);
  assert.deepEqual(names(house), ["busy", "asked"]);
  assert.deepEqual([busy.done, idle.done, asked.done], [[], ["rest"], []]);
  busy.isIdle = true;
  house.later(IDLE_MS - 1);
  assert.deepEqual(names(house), ["busy"], "a while begins with the last look at which somebody was there");
  house.later(1);
  assert.deepEqual(names(house), []);
});

test("whoever still has a resting room in hand shares it with who asks for it, and it is in use again", () => {
  const room = new Room("chat");
  const house = makeHouse(room);
  house.later(IDLE_MS);
  assert.equal(house.residents.peek("chat"), room);
  assert.deepEqual(room.done, ["rest"], "a look is no use");
  assert.equal(house.residents.get("chat"), room);
  assert.deepEqual([room.done, names(house)], [["rest", "rouse"], ["chat"]]);
  assert.equal(house.residents.get("other"), undefined);
});

test("a resting room into which somebody comes who had it in hand is among those in use", () => {
  const room = new Room("chat");
  const house = makeHouse(room);
  house.later(IDLE_MS);
  room.isIdle = false;
  assert.deepEqual(names(house), ["chat"]);
  house.later(0);
  assert.deepEqual(room.done, ["rest", "rouse"], "it hears of other nodes again");
  room.isIdle = true;
  assert.deepEqual(names(house), ["chat"], "and has its while again");
});

test("what nobody has in hand is gone from memory, and asked for again it has to be made again", async () => {
  const house = makeHouse();
  house.residents.add(new Room("chat"));
  house.later(IDLE_MS);
  await collect();
  assert.equal(house.residents.peek("chat"), undefined);
  assert.equal(house.residents.get("chat"), undefined);
  const again = new Room("chat");
  house.residents.add(again);
  house.later(0);
  assert.equal(house.residents.get("chat"), again, "the trace of the first one is not taken for the second");
});

test("the log of a volatile room is dropped an hour later, unless somebody has it in hand or has asked for it", async () => {
  const held = new Room("held", true);
  const house = makeHouse(held);
  for (const name of ["lost", "found"]) house.residents.add(new Room(name, true));
  house.residents.add(new Room("kept"));
  house.later(IDLE_MS);
  await collect();
  house.later(DROP_MS - 1);
  assert.deepEqual(house.dropped, []);
  house.residents.add(new Room("found", true));
  house.later(1);
  assert.deepEqual(house.dropped, ["lost"]);
  assert.equal(house.residents.get("held"), held);
  house.later(0);
  assert.deepEqual(house.dropped, ["lost"], "once");
});

test("of very many rooms a look takes a part, and the next look the next part", () => {
  const house = makeHouse();
  for (let index = 0; index <= MAX_LOOKED_AT; index++) house.residents.add(new Room(String(index)));
  house.later(IDLE_MS);
  assert.deepEqual(names(house), [String(MAX_LOOKED_AT)]);
  house.later(0);
  assert.deepEqual(names(house), []);
  house.residents.add(new Room("later"));
  house.later(IDLE_MS);
  house.later(0);
  assert.deepEqual(names(house), [], "after the last one it begins again");
});

test("in the end all are closed, the resting ones too", () => {
  const [awake, asleep] = [new Room("awake"), new Room("asleep")];
  awake.isIdle = false;
  const house = makeHouse(awake, asleep);
  house.later(IDLE_MS);
  house.residents.close();
  assert.deepEqual([awake.done, asleep.done], [["close"], ["rest", "close"]]);
});
