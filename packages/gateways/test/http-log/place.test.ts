import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPosition, parsePosition } from "@madang/hub";
import { jsonOf, makeHttpLogYard, textsOf } from "./yard.ts";

interface Gone {
  readonly cause: string;
  readonly room: string;
  readonly earliest: string;
  readonly now: string;
}

test("an offset that no room gave is 400, and says what would be one", async () => {
  const { reply } = await makeHttpLogYard();
  for (const offset of ["", "x", "-2", "0", "NOW", "a/b", "e_1"]) {
    const answer = await reply(`/rooms/chat/log?offset=${encodeURIComponent(offset)}`);
    assert.equal(answer.status, 400, offset);
    assert.match((jsonOf(answer) as { detail: string }).detail, /^offset: .*-1 is the beginning, now the end$/);
  }
});

test("what retention has passed is 410 with the earliest offset, from which it goes on", async () => {
  const { reply, say, store, hub } = await makeHttpLogYard();
  const first = await say("1");
  await say("2", "3");
  const room = await hub.room("chat");
  const entries = await store.read("chat", 0, 10);
  assert.ok(room !== undefined && entries[2] !== undefined);
  // The first two are before the third by the clock that retention goes by.
  room.forget(await forgetTwo(store));
  const gone = await reply(`/rooms/chat/log?offset=${first}`);
  assert.equal(gone.status, 410);
  const { cause, earliest, now, room: name } = jsonOf(gone) as Gone;
  assert.deepEqual([cause, name, now], ["retention", "chat", formatPosition(room.head)]);
  assert.deepEqual(textsOf(await reply(`/rooms/chat/log?offset=${earliest}`)), ["3"]);
  assert.deepEqual(textsOf(await reply("/rooms/chat/log?offset=-1")), ["3"]);
});

/** Retention that passes the entries 1 and 2: what is kept of the log begins at 3. */
async function forgetTwo(store: {
  read: (room: string, after: number, limit: number) => Promise<readonly { at: number }[]>;
}) {
  const memory = store as unknown as { prune(room: string, at: number): Promise<number> };
  const entries = await store.read("chat", 0, 3);
  for (const [index, entry] of entries.entries()) Object.assign(entry, { at: index < 2 ? 1 : 10 });
  return memory.prune("chat", 5);
}

test("another history is 410: another epoch, beyond the head, another check", async () => {
  const { reply, say } = await makeHttpLogYard();
  await say("1", "2");
  const next = await say("3");
  const position = parsePosition(next);
  assert.ok(position !== undefined);
  for (const other of [
    { ...position, epoch: "another" },
    { ...position, offset: 9 },
    { ...position, check: (position.check ^ 1) >>> 0 },
    { ...position, offset: 2 },
  ]) {
    for (const way of ["", "&live=long-poll", "&live=sse", "&live=ndjson"]) {
      const answer = await reply(`/rooms/chat/log?offset=${formatPosition(other)}${way}`);
      assert.equal(answer.status, 410);
      const { cause, earliest, now } = jsonOf(answer) as Gone;
      assert.deepEqual([cause, now], ["history", next]);
      assert.deepEqual(textsOf(await reply(`/rooms/chat/log?offset=${earliest}`)), ["1", "2", "3"]);
    }
  }
});

test("several rooms: one string says where, and names the room that is gone", async () => {
  const { reply, say } = await makeHttpLogYard();
  await say("1");
  await reply("/rooms/마당/log?name=a", { method: "POST", body: { text: "2" } });
  const both = await reply("/log?room=chat&room=마당");
  assert.deepEqual(textsOf(both), ["1", "2"]);
  const positions = both.headers["Stream-Next-Offset"];
  await say("3");
  assert.deepEqual(textsOf(await reply(`/log?positions=${positions}`)), ["3"]);
  const gone = await reply("/log?room=chat&room=마당:e_00000000001_0000000");
  assert.deepEqual([gone.status, (jsonOf(gone) as Gone).room], [410, "마당"]);
  assert.equal((await reply(`/log?room=마당&room=${"마당".normalize("NFD")}`)).status, 400);
});
