import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";
import type { Spelling } from "@madang/hub";
import { deflatedFake, FakeOutlet, SocketFake, StompFake, textFake } from "@madang/testkit";
import { guest, makeRoom, makeYard } from "./yard.ts";

test("the seam, text: everybody with one spelling gets the very same image, one write a turn", async () => {
  const { hub, say } = makeYard();
  const room = await makeRoom(hub);
  const outlets = [new FakeOutlet(), new FakeOutlet(), new FakeOutlet()];
  for (const [index, outlet] of outlets.entries())
    room.join({ person: guest(`손님${index}`), spelling: textFake, outlet });
  await say(room, "철수", "안녕", "하세요");
  for (const { writes, text } of outlets) {
    assert.equal(text, "철수:안녕\n철수:하세요\n");
    assert.equal(writes.length, 1);
    assert.equal(writes[0], outlets[0]?.writes[0]);
  }
});

test("the seam, deflated text: compressed once, shared by all who take it so, beside those who do not", async () => {
  const { hub, say } = makeYard();
  const room = await makeRoom(hub);
  let spelled = 0;
  const spell: Spelling["spell"] = (items) => {
    spelled++;
    return deflatedFake.spell(items);
  };
  const counted = { ...deflatedFake, spell };
  const [a, b, plain] = [new FakeOutlet(), new FakeOutlet(), new FakeOutlet()];
  room.join({ person: guest("a"), spelling: counted, outlet: a });
  room.join({ person: guest("b"), spelling: counted, outlet: b });
  room.join({ person: guest("c"), spelling: textFake, outlet: plain });
  await say(room, "철수", "안녕");
  assert.equal(spelled, 1);
  assert.equal(a.writes[0], b.writes[0]);
  assert.equal(inflateRawSync(a.writes[0] ?? Buffer.alloc(0)).toString(), plain.text);
});

test("the seam, STOMP: each subscription has its own id before the shared rest", async () => {
  const { hub, say } = makeYard();
  const room = await makeRoom(hub);
  const stomp = new StompFake();
  const [a, b] = [new FakeOutlet(), new FakeOutlet()];
  room.join({ person: guest("a"), spelling: stomp.spelling("sub-7"), outlet: a });
  room.join({ person: guest("b"), spelling: stomp.spelling("x"), outlet: b });
  await say(room, "철수", "안녕");
  assert.match(a.text, /^MESSAGE\nsubscription:sub-7\nmessage-id:\w+\n\n안녕\0$/);
  assert.equal(b.text, a.text.replace("sub-7", "x"));
});

test("the seam, Socket.IO in two rooms: every event ends with the positions of both", async () => {
  const { hub, turn } = makeYard();
  const [garden, kitchen] = [await makeRoom(hub, "garden"), await makeRoom(hub, "kitchen")];
  const socket = new SocketFake("s1");
  const outlet = new FakeOutlet();
  const person = guest("철수");
  garden.join({ person, spelling: socket.spelling("garden"), outlet });
  kitchen.join({ person, spelling: socket.spelling("kitchen"), outlet });
  for (const [room, text] of [
    [garden, "하나"],
    [kitchen, "둘"],
    [garden, "셋"],
  ] as const) {
    room.append(hub.draft({ kind: "guest", name: "영희" }, { text }), () => undefined);
  }
  await turn.settle();
  const events = outlet.text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line.slice(2)) as [string, { text: string }, string]);
  assert.deepEqual(
    events.map(([, { text }]) => text),
    ["하나", "셋", "둘"],
  );
  assert.deepEqual(
    events.map(([, , positions]) => positions.split(" ").length),
    [1, 1, 2],
  );
  assert.match(events[2]?.[2] ?? "", /^garden:\w+_0{10}2_\w+ kitchen:\w+_0{10}1_\w+$/);
});

test("the seam, a slow reader: it leaves the live group, reads the tail when drained, and is live again", async () => {
  const { hub, say } = makeYard();
  const room = await makeRoom(hub);
  const [slow, quick] = [new FakeOutlet(), new FakeOutlet()];
  const member = room.join({ person: guest("거북"), spelling: textFake, outlet: slow });
  room.join({ person: guest("토끼"), spelling: textFake, outlet: quick });
  slow.full = true;
  await say(room, "철수", "1");
  await say(room, "철수", "2");
  await say(room, "철수", "3");
  assert.equal(slow.text, "철수:1\n", "what came after the refusal waits in the log, not in a queue");
  assert.deepEqual(room.counts, { people: 2, members: 2, behind: 1 });
  slow.full = false;
  room.drained(member);
  assert.equal(slow.text, quick.text);
  assert.equal(slow.writes[1], quick.writes[1], "the tail's images are shared too");
  await say(room, "철수", "4");
  assert.equal(slow.text, "철수:1\n철수:2\n철수:3\n철수:4\n");
  assert.equal(room.counts.behind, 0);
});
