import assert from "node:assert/strict";
import { test } from "node:test";
import type { Author } from "@madang/hub";
import { Presence } from "../src/presence.ts";

const guest: Author = { kind: "guest", name: "철수" };
const user: Author = { kind: "user", name: "철수", id: "u1" };

test("several connections of one person are one person, from the first to the last", () => {
  const presence = new Presence();
  assert.equal(presence.enter(user), true);
  assert.equal(presence.enter({ ...user, name: "다른 이름" }), false);
  assert.deepEqual(presence.people(), [user]);
  assert.equal(presence.exit(user), false);
  assert.equal(presence.size, 1);
  assert.equal(presence.exit(user), true);
  assert.equal(presence.size, 0);
  assert.equal(presence.enter(user), true);
});

test("a guest and somebody signed in under the same name are two", () => {
  const presence = new Presence();
  assert.equal(presence.enter(guest), true);
  assert.equal(presence.enter(user), true);
  assert.equal(presence.size, 2);
});

test("who is not here cannot go", () => {
  assert.equal(new Presence().exit(guest), false);
});
