import assert from "node:assert/strict";
import { test } from "node:test";
import { makeHttpLogYard, textsOf } from "./yard.ts";

test("RFC 9110 13.1.2: what is unchanged is 304 without a body, by a strong or a weak tag, or by any", async () => {
  const { reply, say } = await makeHttpLogYard();
  const next = await say("1", "2");
  const { headers } = await reply("/rooms/chat/log");
  const etag = headers["ETag"] ?? "";
  assert.match(etag, /^"[!#-~]+"$/);
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const same = await reply("/rooms/chat/log", { headers: { "If-None-Match": known } });
    assert.deepEqual([same.status, same.body.length, same.headers["ETag"]], [304, 0, etag]);
    assert.equal(same.headers["Stream-Next-Offset"], next);
    assert.equal(same.headers["Content-Type"], undefined);
  }
  assert.equal((await reply("/rooms/chat/log", { headers: { "If-None-Match": '"other"' } })).status, 200);
});

test("checklist: a tag is of a range and of the room's revision: more entries, another offset, or a removal change it", async () => {
  const { hub, reply, say } = await makeHttpLogYard();
  const first = await say("1");
  const tags = [(await reply("/rooms/chat/log")).headers["ETag"]];
  await say("2");
  tags.push((await reply("/rooms/chat/log")).headers["ETag"]);
  tags.push((await reply(`/rooms/chat/log?offset=${first}`)).headers["ETag"]);
  await (await hub.room("chat"))?.remove(2);
  const removed = await reply("/rooms/chat/log");
  assert.deepEqual(textsOf(removed), ["1", ""]);
  tags.push(removed.headers["ETag"], (await reply(`/rooms/chat/log?offset=${first}`)).headers["ETag"]);
  assert.equal(new Set(tags).size, 5);
});

test("Durable Streams 5.5: an answer that was cut for size does not say that it is up to date", async () => {
  const { reply, say } = await makeHttpLogYard();
  await say(...Array.from({ length: 40 }, (_, index) => `${index}`.padEnd(16_000, ".")));
  const read: string[] = [];
  let offset = "-1";
  let answers = 0;
  for (let up = false; !up; answers++) {
    const answer = await reply(`/rooms/chat/log?offset=${offset}`);
    read.push(...textsOf(answer));
    offset = answer.headers["Stream-Next-Offset"] ?? "";
    up = answer.headers["Stream-Up-To-Date"] === "true";
  }
  assert.ok(answers > 1);
  assert.deepEqual(
    read.map((text) => Number.parseInt(text, 10)),
    Array.from({ length: 40 }, (_, index) => index),
  );
});

test("checklist: answers are for one reader and are asked for again", async () => {
  const { reply, say } = await makeHttpLogYard();
  await say("1");
  const { headers } = await reply("/rooms/chat/log");
  assert.equal(headers["Cache-Control"], "private, no-cache");
});
