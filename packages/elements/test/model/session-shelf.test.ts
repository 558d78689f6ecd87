import assert from "node:assert/strict";
import { test } from "node:test";
import { SessionShelf } from "../../src/model/session-shelf.ts";
import { FakeClient } from "../fake/fake-client.ts";

const other = { kind: "guest", name: "철수" } as const;

test("rooms stay open behind the current one, and show what is new", () => {
  const client = new FakeClient({ kind: "guest", name: "민서" }, () => 2);
  let now = 0;
  const shelf = new SessionShelf({ client, now: () => now, changed: () => {} });
  const first = shelf.open("a", true);
  shelf.open("b", true);
  client.join("a").joined();
  now = 1000;
  client.join("a").say(other, "hi");
  assert.deepEqual(shelf.unread, ["a"]);
  assert.equal(shelf.open("a", true), first);
  first.toEnd();
  assert.deepEqual(shelf.unread, []);
  shelf.close();
  assert.ok(client.join("a").left && client.join("b").left);
  assert.equal(shelf.current, undefined);
});

test("the room left longest ago makes place", () => {
  const client = new FakeClient({ kind: "guest", name: "민서" });
  const shelf = new SessionShelf({ client, now: () => 1, changed: () => {} });
  for (let at = 0; at < 17; at += 1) shelf.open(`r${at}`, true);
  assert.ok(client.join("r0").left && !client.join("r1").left);
});
