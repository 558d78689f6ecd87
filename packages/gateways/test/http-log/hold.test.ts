import assert from "node:assert/strict";
import { test } from "node:test";
import { LONG_POLL_MS } from "../../src/http-log/hold.ts";
import { answerOf, makeHttpLogYard, textsOf } from "./yard.ts";

test("issue 5: a thousand long polls at one offset are woken by one append and answered by one object, spelled once", async (t) => {
  const { ask, hub, say } = await makeHttpLogYard();
  const next = await say("before");
  const all = [];
  for (let count = 0; count < 1000; count++) {
    const hold = await ask(`/rooms/chat/log?offset=${next}&live=long-poll`);
    assert.ok(hold.kind === "hold");
    all.push(answerOf(hold));
  }
  const room = await hub.room("chat");
  assert.equal(room?.waiting, 1000);
  const stringify = t.mock.method(JSON, "stringify");
  await say("안녕");
  const spelled = stringify.mock.calls.filter(({ arguments: [value] }) => (value as { offset?: number }).offset === 2);
  assert.equal(spelled.filter(({ arguments: [value] }) => (value as { text?: string }).text === "안녕").length, 1);
  const replies = all.flatMap((each) => each.replies);
  assert.equal(replies.length, 1000);
  assert.equal(new Set(replies).size, 1);
  assert.deepEqual(replies[0] && textsOf(replies[0]), ["안녕"]);
  assert.equal(replies[0]?.headers["Stream-Up-To-Date"], "true");
  assert.equal(room?.waiting, 0);
});

test("Durable Streams 5.6: after 25 s without an entry the answer is 204 and says where to go on", async () => {
  const { hold, say, clock, hub } = await makeHttpLogYard();
  const next = await say("1");
  const { replies } = answerOf(await hold(`/rooms/chat/log?offset=${next}&live=long-poll`));
  (await hub.room("chat"))?.happen({ kind: "typing", count: 1 });
  clock.advance(LONG_POLL_MS - 1000);
  assert.equal(replies.length, 0);
  clock.advance(2000);
  const [reply] = replies;
  assert.deepEqual([reply?.status, reply?.body.length, reply?.headers["Stream-Next-Offset"]], [204, 0, next]);
  assert.equal(reply?.headers["Stream-Up-To-Date"], "true");
  assert.equal((await hub.room("chat"))?.waiting, 0);
});

test("who goes waits no longer, and is not answered", async () => {
  const { hold, say, clock, hub } = await makeHttpLogYard();
  const { replies, leave } = answerOf(await hold("/rooms/chat/log?offset=now&live=long-poll"));
  leave();
  assert.equal((await hub.room("chat"))?.waiting, 0);
  await say("1");
  clock.advance(2 * LONG_POLL_MS);
  assert.equal(replies.length, 0);
});

test("what comes between the look at the room and the wait is answered with", async () => {
  const { hold, say } = await makeHttpLogYard();
  const late = await hold("/rooms/chat/log?offset=now&live=long-poll");
  await say("1");
  const { replies } = answerOf(late);
  await new Promise(setImmediate);
  assert.deepEqual(replies[0] && textsOf(replies[0]), ["1"]);
});

test("Durable Streams 8.1: a cursor that is given back moves on, for everybody", async () => {
  const { hold, say } = await makeHttpLogYard();
  const first = answerOf(await hold("/rooms/chat/log?offset=now&live=long-poll"));
  const next = await say("1");
  const cursor = first.replies[0]?.headers["Stream-Cursor"];
  const again = await hold(`/rooms/chat/log?offset=${next}&live=long-poll&cursor=${cursor}`);
  const both = [answerOf(again), answerOf(await hold(`/rooms/chat/log?offset=${next}&live=long-poll`))];
  await say("2");
  assert.equal(both[0]?.replies[0], both[1]?.replies[0]);
  assert.ok(Number(both[0]?.replies[0]?.headers["Stream-Cursor"]) > Number(cursor));
});

test("who is banned while waiting gets no entries", async () => {
  const { hold, say, hub } = await makeHttpLogYard();
  const { replies } = answerOf(await hold("/rooms/chat/log?offset=now&live=long-poll&name=영희"));
  await hub.ban({ kind: "name", value: "영희" });
  await say("1");
  assert.equal(replies[0]?.status, 403);
});

test("several rooms: the first entry in any of them answers, and nobody waits in the others", async () => {
  const { hold, say, hub } = await makeHttpLogYard();
  const { replies } = answerOf(await hold("/log?room=chat:now&room=마당:now&live=long-poll"));
  await say("1");
  await new Promise(setImmediate);
  assert.deepEqual(replies[0] && textsOf(replies[0]), ["1"]);
  assert.match(replies[0]?.headers["Stream-Next-Offset"] ?? "", /^chat\..*\.-e/);
  assert.equal((await hub.room("마당"))?.waiting, 0);
});

test("design: who polls is not there", async () => {
  const { hold, hub } = await makeHttpLogYard();
  answerOf(await hold("/rooms/chat/log?offset=now&live=long-poll"));
  assert.equal((await hub.room("chat"))?.counts.people, 0);
});
