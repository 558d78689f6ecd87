import assert from "node:assert/strict";
import { test } from "node:test";
import { type DestinationPattern, MappedDestinations, parsePattern } from "../../src/stomp/destinations.ts";

function mapped(...texts: string[]): MappedDestinations {
  return new MappedDestinations(
    texts.map(parsePattern).filter((each): each is DestinationPattern => typeof each === "object"),
  );
}

test("docs/stomp.md, Destinations: /rooms/{room} is there without being asked for, in one spelling", () => {
  const { find } = bound(mapped());
  assert.deepEqual(find("/rooms/마당"), { room: "마당", name: "/rooms/마당" });
  assert.deepEqual(find(`/rooms/${"마당".normalize("NFD")}`), { room: "마당", name: "/rooms/마당" });
  assert.deepEqual(find("/rooms/%EB%A7%88%EB%8B%B9"), { room: "마당", name: "/rooms/마당" });
  for (const none of ["/rooms/", "/rooms/a/b", "/rooms/..", "/rooms/%", "/rooms", "rooms/a", "/topic/a"])
    assert.equal(find(none), undefined, none);
});

test("docs/stomp.md, Destinations: a prefix, a hole, and one destination by its name", () => {
  const { find } = bound(mapped("/topic/", "/app/{room}/send", "/topic/public=chat", "/app/"));
  assert.deepEqual(find("/topic/a.b"), { room: "a.b", name: "/topic/a.b" });
  assert.deepEqual(find("/app/마당/send"), { room: "마당", name: "/app/마당/send" });
  assert.deepEqual(find("/topic/public"), { room: "chat", name: "/topic/public" });
  assert.deepEqual(find("/app/public"), { room: "public", name: "/app/public" });
});

test("a pattern that means nothing says what is wrong with it", () => {
  assert.equal(parsePattern("topic/"), '"topic/" does not begin with /');
  assert.equal(parsePattern("/topic"), '"/topic" has neither {room} nor a / at its end');
  assert.equal(parsePattern("/{room}/{room}"), '"/{room}/{room}" has more than one {room}');
  assert.equal(parsePattern("/a=b/c"), `"/a=b/c" is not a destination, =, and a room's name`);
  assert.equal(parsePattern("/a={room}"), `"/a={room}" is not a destination, =, and a room's name`);
});

function bound(destinations: MappedDestinations): { find: MappedDestinations["find"] } {
  return { find: (destination) => destinations.find(destination) };
}
