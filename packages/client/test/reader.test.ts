import assert from "node:assert/strict";
import { test } from "node:test";
import { all, Chat, heard, texts } from "./chat.ts";

test("protocol.md, Join: from now on, with the last entries, or after a position", async () => {
  const chat = new Chat();
  for (const text of ["a", "b", "c"]) chat.server.post(text);
  await chat.settle();
  const read = async (from?: { position?: string; last?: number }) => {
    const room = chat.client.join("chat", from);
    const events = heard(room);
    await chat.settle();
    chat.server.post("new");
    await chat.settle();
    room.leave();
    chat.server.chat.entries.pop();
    await chat.settle();
    return texts(events);
  };
  assert.deepEqual(await read(), ["new"]);
  assert.deepEqual(await read({ last: 2 }), ["b", "c", "new"]);
  assert.deepEqual(await read({ last: 5000 }), ["a", "b", "c", "new"]);
  assert.deepEqual(await read({ position: chat.server.chat.position(1) }), ["b", "c", "new"]);
});

test("protocol.md, Staying: after a lost link it reads on from where it stood, each entry once", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  const events = heard(room);
  await chat.settle();
  chat.server.post("a");
  await chat.settle();
  assert.equal(room.position, chat.server.chat.position(1));
  chat.server.link.cut();
  chat.server.post("b");
  await chat.advance(1000);
  assert.deepEqual(chat.server.link.said[1], {
    type: "join",
    room: "chat",
    position: chat.server.chat.position(1),
    ref: "2",
  });
  assert.deepEqual(texts(events), ["a", "b"]);
  const joined = events.flatMap((event) => (event.kind === "joined" ? [event.resumed] : []));
  assert.deepEqual(joined, [false, true]);
});

test("protocol.md, Join: from the first that the room keeps, and after a lost link from where it stood", async () => {
  const chat = new Chat();
  for (const text of ["a", "b", "c"]) chat.server.post(text);
  chat.server.chat.forgotten = 1;
  const room = chat.client.join("chat", { position: "-1" });
  const events = heard(room);
  await chat.settle();
  assert.deepEqual(texts(events), ["b", "c"]);
  assert.equal(room.position, chat.server.chat.position(3));
  chat.server.link.cut();
  await chat.advance(1000);
  assert.deepEqual(chat.server.link.said[1], { type: "join", room: "chat", position: room.position, ref: "2" });
  const joined = events.flatMap((event) => (event.kind === "joined" ? [event.resumed] : []));
  assert.deepEqual(
    [texts(events), joined],
    [
      ["b", "c"],
      [false, true],
    ],
  );
});

test("an entry that was handed over is not handed over again", async () => {
  const chat = new Chat();
  const events = heard(chat.client.join("chat"));
  await chat.settle();
  chat.server.post("a");
  const [entry] = chat.server.chat.entries;
  chat.server.link.tell({ type: "entry", ...entry });
  await chat.settle();
  assert.deepEqual(texts(events), ["a"]);
});

for (const cause of ["history", "retention"] as const) {
  test(`protocol.md, Join: a position that is gone (${cause}) is a gap, then the last 50`, async () => {
    const chat = new Chat();
    const { chat: log } = chat.server;
    const room = chat.client.join("chat");
    const events = heard(room);
    await chat.settle();
    chat.server.post("old");
    chat.server.post("older");
    await chat.settle();
    chat.server.link.cut();
    if (cause === "history") log.startOver("another1");
    for (let i = 0; i < 60; i += 1) chat.server.post(String(i));
    if (cause === "retention") log.forgotten = 5;
    await chat.advance(1000);
    const gap = events.findIndex(({ kind }) => kind === "gap");
    const event = events[gap];
    assert.equal(event?.kind === "gap" && event.cause, cause);
    assert.deepEqual(events[gap + 1], { kind: "joined", resumed: false });
    assert.equal(texts(events.slice(gap)).length, 50);
    assert.equal(texts(events).at(-1), "59");
    assert.equal(room.position, log.position(log.entries.length));
    assert.equal((await page(chat, room.history(5)))?.length, 5);
  });
}

async function page<T>(chat: Chat, answer: Promise<T>): Promise<T> {
  await chat.settle();
  return answer;
}

test("a folder that was put back goes another way in the same epoch: lower offsets are new entries", async () => {
  const chat = new Chat();
  const events = heard(chat.client.join("chat"));
  await chat.settle();
  for (const text of ["a", "b", "c"]) chat.server.post(text);
  await chat.settle();
  chat.server.link.cut();
  chat.server.chat.startOver("0k3v9q2m");
  chat.server.post("x");
  await chat.advance(1000);
  assert.deepEqual(texts(events), ["a", "b", "c", "x"]);
});

test("a kept position that no room has given is a gap, not the end", async () => {
  const chat = new Chat();
  chat.server.post("a");
  const events = heard(chat.client.join("chat", { position: "nonsense" }));
  await chat.settle();
  assert.equal(events[0]?.kind, "gap");
  assert.deepEqual(texts(events), ["a"]);
});

test("a join that is refused for now is tried again; one that is not possible is told", async () => {
  const chat = new Chat();
  const answers = [{ code: "refused" }, { code: "fast", wait: 700 }];
  chat.server.script = (link, message) => {
    const answer = message.type === "join" ? answers.shift() : undefined;
    if (answer === undefined) return false;
    link.tell({ type: "error", ...answer, why: "later", room: "chat", ref: message.ref });
    return true;
  };
  const events = heard(chat.client.join("chat"));
  await chat.settle();
  await chat.advance(1000);
  await chat.advance(700);
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ["joined", "presence"],
  );
  const nowhere = heard(chat.client.join("nowhere"));
  await chat.settle();
  assert.equal(nowhere[0]?.kind === "error" && nowhere[0].error.code, "room");
});

test("protocol.md, Who is here: people, crowds, typing, removals and skips", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  const events = heard(room);
  await chat.settle();
  const person = { kind: "guest", name: "영희" } as const;
  const tell = async (message: { type: string; [name: string]: unknown }): Promise<unknown> => {
    chat.server.link.tell({ ...message, room: "chat" });
    await chat.settle();
    return events.at(-1);
  };
  assert.deepEqual(await tell({ type: "came", person }), { kind: "came", person });
  assert.deepEqual(room.people, [{ kind: "guest", name: "철수" }, person]);
  assert.deepEqual(await tell({ type: "went", person }), { kind: "went", person });
  assert.equal(room.present, 1);
  assert.deepEqual(await tell({ type: "typing", count: 1, people: [person] }), { kind: "typing" });
  assert.deepEqual(room.typing, { count: 1, people: [person] });
  assert.deepEqual(await tell({ type: "typing", count: 0, people: [] }), { kind: "typing" });
  assert.deepEqual(await tell({ type: "crowd", joined: 111, left: 0, present: 112 }), { kind: "presence" });
  assert.deepEqual([room.people, room.present], [[], 112]);
  assert.deepEqual(await tell({ type: "typing", count: 7 }), { kind: "typing" });
  assert.deepEqual(room.typing, { count: 7, people: [] });
  assert.deepEqual(await tell({ type: "removed", offset: 3 }), { kind: "removed", offset: 3 });
  assert.deepEqual(await tell({ type: "skipped", entries: 0, events: 0, conflated: 4 }), {
    kind: "skipped",
    entries: 0,
    events: 0,
    conflated: 4,
  });
  assert.deepEqual(await tell({ type: "skipped", entries: 12, events: 3 }), {
    kind: "skipped",
    entries: 12,
    events: 3,
  });
  chat.server.link.cut();
  assert.deepEqual(events.at(-1), { kind: "typing" });
  assert.equal(room.typing.count, 0);
});

test("protocol.md, typing: told while in the room, not otherwise", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  room.setTyping(true);
  await chat.settle();
  room.setTyping(true);
  room.setTyping(true);
  room.send("a");
  room.setTyping(false);
  await chat.settle();
  const typing = chat.server.link.said.filter(({ type }) => type === "typing");
  assert.deepEqual(typing, [{ type: "typing", room: "chat", on: true }]);
});

test("protocol.md, History: pages above, until there are none; a lost link only delays them", async () => {
  const chat = new Chat();
  for (let i = 0; i < 5; i += 1) chat.server.post(String(i));
  const room = chat.client.join("chat", { last: 1 });
  await chat.settle();
  assert.equal(room.earlier, true);
  assert.deepEqual(
    (await page(chat, room.history(2)))?.map(({ text }) => text),
    ["2", "3"],
  );
  const above = room.history(2);
  await Promise.resolve();
  chat.server.link.cut();
  await chat.advance(1000);
  assert.deepEqual(
    (await above)?.map(({ text }) => text),
    ["0", "1"],
  );
  assert.equal(room.earlier, false);
  assert.equal(await room.history(), undefined);
});

test("iteration gives the same events, each loop its own, and ends with the room", async () => {
  const chat = new Chat();
  const room = chat.client.join("chat");
  const loops = [all(room), all(room)];
  await chat.settle();
  chat.server.post("a");
  await chat.settle();
  room.leave();
  for (const events of await Promise.all(loops)) assert.deepEqual(texts(events), ["a"]);
  const loop = (async () => {
    for await (const event of chat.client.join("chat")) return event.kind;
    return undefined;
  })();
  await chat.settle();
  assert.equal(await loop, "joined");
});
