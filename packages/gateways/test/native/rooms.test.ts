import assert from "node:assert/strict";
import { test } from "node:test";
import { makeNativeYard } from "./yard.ts";

const send = (id: string, text: string): object => ({ type: "send", room: "chat", id, text });
const texts = (messages: Record<string, unknown>[]): unknown[] =>
  messages.filter(({ type }) => type === "entry").map(({ text }) => text);

test("docs/protocol.md, Join: who is here with oneself, where reading begins, and whether there is more before it", async () => {
  const { enter, connect } = await makeNativeYard();
  const 철수 = await enter("철수");
  await 철수.say(send("1", "하나"));
  const 영희 = await connect();
  await 영희.say({ type: "hello", name: "영희" });
  const [joined, ...rest] = await 영희.say({ type: "join", room: "chat", ref: "j" });
  const { position, ...others } = joined ?? {};
  assert.deepEqual(others, {
    type: "joined",
    room: "chat",
    present: 2,
    people: [
      { kind: "guest", name: "철수" },
      { kind: "guest", name: "영희" },
    ],
    earlier: true,
    volatile: false,
    ref: "j",
  });
  assert.match(String(position), /_0{10}1_/);
  assert.deepEqual(rest, []);
});

test("docs/protocol.md, Join: with the last entries, and after a position, each once and in order", async () => {
  const { enter } = await makeNativeYard();
  const 철수 = await enter("철수");
  const sent = [];
  for (const text of ["하나", "둘", "셋", "넷"]) sent.push(...(await 철수.say(send(`m${sent.length}`, text))));
  const position = sent.find(({ type }) => type === "sent")?.["position"];
  const 영희 = await enter("영희");
  await 영희.say({ type: "leave", room: "chat" });
  assert.deepEqual(texts(await 영희.say({ type: "join", room: "chat", last: 2 })), ["셋", "넷"]);
  await 영희.say({ type: "leave", room: "chat" });
  assert.deepEqual(texts(await 영희.say({ type: "join", room: "chat", position })), ["둘", "셋", "넷"]);
  assert.deepEqual(texts(await 철수.say(send("5", "다섯"))), ["다섯"]);
  assert.deepEqual(texts(영희.heard()), ["다섯"]);
});

test("docs/protocol.md, Join: from the first that the room keeps, which may be none yet", async () => {
  const { enter } = await makeNativeYard();
  const 영희 = await enter("영희");
  const join = async (): Promise<Record<string, unknown>[]> => {
    await 영희.say({ type: "leave", room: "chat" });
    return 영희.say({ type: "join", room: "chat", position: "-1" });
  };
  const [empty] = await join();
  const 철수 = await enter("철수");
  for (const text of ["하나", "둘"]) await 철수.say(send(text === "둘" ? "2" : "1", text));
  assert.deepEqual(texts(영희.heard()), ["하나", "둘"]);
  const [joined, ...rest] = await join();
  assert.deepEqual(texts(rest), ["하나", "둘"]);
  for (const answer of [empty, joined]) {
    assert.match(String(answer?.["position"]), /_0{11}_/);
    assert.equal(answer?.["earlier"], false);
  }
});

test("docs/protocol.md, Join: a position of another history is gone, with its cause; nonsense is bad; an unknown room is told", async () => {
  const { enter } = await makeNativeYard();
  const 철수 = await enter("철수");
  await 철수.say({ type: "leave", room: "chat" });
  const join = async (more: object): Promise<unknown[]> =>
    (await 철수.say({ type: "join", room: "chat", ...more })).map(({ code, cause, why }) => [code, cause, why]);
  assert.deepEqual(await join({ position: "other_00000000001_0000001" }), [
    ["gone", "history", "this position is of another history of the room; start over"],
  ]);
  assert.deepEqual(await join({ position: "1" }), [["bad", undefined, "position: no room has given this position"]]);
  assert.deepEqual(await join({ room: "없는 방" }), [["room", undefined, 'there is no room named "없는 방"']]);
});

test("docs/protocol.md, Join: twice is an error, and so is leaving a room that one is not in", async () => {
  const { enter } = await makeNativeYard();
  const { say } = await enter("철수");
  assert.deepEqual(
    (await say({ type: "join", room: "chat" })).map(({ code }) => code),
    ["joined"],
  );
  assert.deepEqual(await say({ type: "leave", room: "chat" }), [{ type: "left", room: "chat" }]);
  assert.deepEqual(
    (await say({ type: "leave", room: "chat" })).map(({ code }) => code),
    ["not-joined"],
  );
});

test("docs/protocol.md, Join: a connection is in at most 32 rooms", async () => {
  const { enter, hub } = await makeNativeYard();
  const { say } = await enter("철수");
  for (let room = 1; room <= 32; room++) await hub.putRoom(`r${room}`, { retention: "volatile" });
  const answers = [];
  for (let room = 1; room <= 32; room++) answers.push(...(await say({ type: "join", room: `r${room}` })));
  assert.deepEqual(
    answers.map(({ type, code }) => code ?? type),
    [...Array<string>(31).fill("joined"), "rooms"],
  );
});

test("docs/protocol.md, Send: durable once under its id, however often it is repeated; another text under it is a conflict", async () => {
  const { enter } = await makeNativeYard();
  const { say } = await enter("철수");
  const outcome = (messages: Record<string, unknown>[]): unknown[] =>
    messages.map(({ type, code, repeat }) => code ?? (type === "sent" ? `sent ${repeat}` : type));
  assert.deepEqual(outcome(await say(send("a", "안녕"))).sort(), ["entry", "sent false"]);
  assert.deepEqual(outcome(await say(send("a", "안녕"))), ["sent true"]);
  assert.deepEqual(await say(send("a", "잘 가")), [
    { type: "error", code: "conflict", why: "this id stands for another message", room: "chat", id: "a" },
  ]);
});

test("docs/protocol.md, Send: one need not join a room to send to it", async () => {
  const { connect, enter } = await makeNativeYard();
  const 영희 = await enter("영희");
  영희.heard();
  const 철수 = await connect();
  await 철수.say({ type: "hello", name: "철수" });
  assert.deepEqual(
    (await 철수.say(send("1", "지나가다"))).map(({ type }) => type),
    ["sent"],
  );
  assert.deepEqual(texts(영희.heard()), ["지나가다"]);
});

test("docs/protocol.md, History: page by page to the beginning, nothing twice and nothing left out", async () => {
  const { enter, connect } = await makeNativeYard();
  const 철수 = await enter("철수");
  for (let count = 1; count <= 7; count++) await 철수.say(send(`m${count}`, String(count)));
  const 영희 = await connect();
  await 영희.say({ type: "hello", name: "영희" });
  const [joined] = await 영희.say({ type: "join", room: "chat", last: 2 });
  const pages: unknown[] = [];
  for (let before = joined?.["position"], earlier = joined?.["earlier"]; earlier === true; ) {
    const [page] = await 영희.say({ type: "history", room: "chat", before, limit: 2 });
    assert.ok(page);
    pages.push((page["entries"] as { text: string }[]).map(({ text }) => text));
    before = page["position"];
    earlier = page["earlier"];
  }
  assert.deepEqual(pages, [["4", "5"], ["2", "3"], ["1"]]);
});

test("docs/protocol.md, Who is here: comings, goings and typing are told within a second", async () => {
  const { enter, clock, turn } = await makeNativeYard();
  const 철수 = await enter("철수");
  const 영희 = await enter("영희");
  const tick = async (): Promise<Record<string, unknown>[]> => {
    clock.advance(1000);
    await turn.settle();
    return 철수.heard();
  };
  assert.deepEqual(
    (await tick()).map(({ type, person }) => [type, person]),
    [["came", { kind: "guest", name: "영희" }]],
  );
  await 영희.say({ type: "typing", room: "chat", on: true });
  assert.deepEqual(await tick(), [
    { type: "typing", room: "chat", count: 1, people: [{ kind: "guest", name: "영희" }] },
  ]);
  await 영희.say({ type: "typing", room: "chat", on: false });
  assert.deepEqual(await tick(), [{ type: "typing", room: "chat", count: 0, people: [] }]);
  영희.carrier.end();
  assert.deepEqual(
    (await tick()).map(({ type }) => type),
    ["went"],
  );
});

test("docs/protocol.md, Rooms: their names, and how many people are in them", async () => {
  const { enter, hub } = await makeNativeYard();
  await hub.putRoom("ticker", { retention: "volatile" });
  const { say } = await enter("철수");
  assert.deepEqual(await say({ type: "rooms" }), [
    {
      type: "rooms",
      rooms: [
        { name: "chat", volatile: false, present: 1 },
        { name: "ticker", volatile: true, present: 0 },
      ],
    },
  ]);
});

test("docs/protocol.md, Keys: who is behind in a volatile room gets the latest value of each key, and the count", async () => {
  const { hub, enter } = await makeNativeYard();
  await hub.putRoom("ticker", { retention: "volatile" });
  const [철수, 영희] = [await enter("철수"), await enter("영희")];
  for (const { say } of [철수, 영희]) await say({ type: "join", room: "ticker" });
  영희.carrier.full = true;
  for (const [id, key] of ["a", "b", "a", "a", undefined].entries()) {
    const price = { type: "send", room: "ticker", id: String(id), text: `${key} ${id}`, ...(key && { key }) };
    const answers = await 철수.say(price);
    const entry = answers.find(({ type }) => type === "entry");
    assert.equal(entry?.["key"], key, "at the head everything comes, with its key");
  }
  assert.deepEqual(texts(영희.heard()), ["a 0"]);
  영희.carrier.full = false;
  영희.session.drained();
  const rest = 영희.heard();
  assert.deepEqual(texts(rest), ["b 1", "a 3", "undefined 4"]);
  assert.deepEqual(rest.at(-1), { type: "skipped", room: "ticker", entries: 0, events: 0, conflated: 1 });
});

test("docs/protocol.md, Keys: a kept room takes none, and a wrong one is told", async () => {
  const { enter } = await makeNativeYard();
  const { say } = await enter("철수");
  const [kept] = await say({ ...send("1", "하나"), key: "a", ref: "r" });
  assert.deepEqual([kept?.["code"], kept?.["id"], kept?.["ref"]], ["bad", "1", "r"]);
  assert.match(String(kept?.["why"]), /^key: the room chat keeps every message/);
  const [wrong] = await say({ ...send("1", "하나"), key: "" });
  assert.match(String(wrong?.["why"]), /^key: a key has 1 to 128 characters/);
});
