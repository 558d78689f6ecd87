import assert from "node:assert/strict";
import { test } from "node:test";
import type { PersonObject } from "@madang/wire/native";
import { keyOf, People } from "../src/people.ts";

const chulsoo: PersonObject = { kind: "guest", name: "철수" };
const younghee: PersonObject = { kind: "user", name: "김영희", id: "42" };
const room = "chat";
const joined = { type: "joined", room, position: "p", earlier: false, volatile: false } as const;

test("protocol.md, Who is here: people come and go, each person once", () => {
  const people = new People();
  people.joined({ ...joined, present: 1, people: [chulsoo] });
  people.came({ type: "came", room, person: chulsoo });
  people.came({ type: "came", room, person: younghee });
  people.came({ type: "came", room, person: { ...younghee, name: "영희" } });
  assert.deepEqual(people.list, [chulsoo, { ...younghee, name: "영희" }]);
  assert.equal(people.present, 2);
  people.went({ type: "went", room, person: chulsoo });
  people.went({ type: "went", room, person: chulsoo });
  assert.equal(people.present, 1);
});

test("protocol.md, Who is here: of more than 100 there is only their number", () => {
  const people = new People();
  people.joined({ ...joined, present: 1, people: [chulsoo] });
  people.crowd({ type: "crowd", room, joined: 111, left: 0, present: 112 });
  assert.deepEqual([people.list, people.present], [[], 112]);
  people.came({ type: "came", room, person: younghee });
  people.went({ type: "went", room, person: chulsoo });
  people.went({ type: "went", room, person: chulsoo });
  assert.deepEqual([people.list, people.present], [[], 111]);
  people.joined({ ...joined, present: 1, people: [chulsoo] });
  assert.deepEqual(people.list, [chulsoo]);
});

test("the signed in are known by id, guests by name, and no guest is a user", () => {
  assert.notEqual(keyOf({ kind: "guest", name: "42" }), keyOf(younghee));
  assert.equal(keyOf({ ...younghee, name: "영희" }), keyOf(younghee));
});
