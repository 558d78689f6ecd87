import assert from "node:assert/strict";
import { test } from "node:test";
import { HttpLogGateway } from "../../src/http-log/gateway.ts";
import { jsonOf, makeHttpLogYard, textsOf } from "./yard.ts";

test("it speaks at a room's log and at that of several, and nowhere else", () => {
  for (const path of ["/rooms/chat/log", "/rooms/마당/log", "/log"]) assert.ok(HttpLogGateway.speaksAt(path), path);
  for (const path of ["/rooms/chat", "/rooms//log", "/rooms/a/b/log", "/rooms/chat/log/", "/logs"])
    assert.ok(!HttpLogGateway.speaksAt(path), path);
});

test("RFC 9110 15.5.6: another method is 405, and Allow names those that there are", async () => {
  const { reply } = await makeHttpLogYard();
  for (const [target, allow] of [
    ["/rooms/chat/log", "GET, HEAD, POST, OPTIONS"],
    ["/log", "GET, HEAD, OPTIONS"],
  ] as const) {
    const { status, headers } = await reply(target, { method: "DELETE" });
    assert.deepEqual([status, headers["Allow"]], [405, allow]);
  }
  assert.equal((await reply("/log?room=chat", { method: "POST", body: { text: "a" } })).status, 405);
});

test("RFC 9457: a room that nobody made, a name that no room can have, a login that is refused", async () => {
  const { reply } = await makeHttpLogYard();
  for (const [target, status] of [
    ["/rooms/없다/log", 404],
    ["/rooms/a b/log", 404],
    ["/log?room=없다", 404],
    ["/rooms/chat/log?name=나쁜", 400],
  ] as const) {
    for (const method of ["GET", "POST"]) {
      if (target.startsWith("/log") && method === "POST") continue;
      const answer = await reply(target, { method, ...(method === "POST" ? { body: { text: "a" } } : {}) });
      assert.equal(answer.status, status, target);
      assert.equal(answer.headers["Content-Type"], "application/problem+json");
      assert.equal((jsonOf(answer) as { status: number }).status, status);
    }
  }
});

test("who is banned neither reads nor sends", async () => {
  const { hub, reply } = await makeHttpLogYard();
  await hub.ban({ kind: "address", value: "10.0.0.9" });
  for (const method of ["GET", "POST", "HEAD"])
    assert.equal((await reply("/rooms/chat/log", { method, address: "10.0.0.9", body: { text: "a" } })).status, 403);
});

test("Durable Streams 5.5: polling answers at once with everything after the offset, and says where to go on", async () => {
  const { reply, say } = await makeHttpLogYard();
  const empty = await reply("/rooms/chat/log");
  assert.deepEqual([empty.status, textsOf(empty), empty.headers["Stream-Up-To-Date"]], [200, [], "true"]);
  const next = await say("하나", "둘");
  const all = await reply("/rooms/chat/log?offset=-1");
  assert.deepEqual(textsOf(all), ["하나", "둘"]);
  assert.equal(all.headers["Stream-Next-Offset"], next);
  await say("셋");
  assert.deepEqual(textsOf(await reply(`/rooms/chat/log?offset=${next}`)), ["셋"]);
  assert.deepEqual(textsOf(await reply(`/rooms/chat/log?offset=${empty.headers["Stream-Next-Offset"]}`)), [
    "하나",
    "둘",
    "셋",
  ]);
});

test("Durable Streams 6: now is the end, without entries and without a tag, and not to be kept", async () => {
  const { reply, say } = await makeHttpLogYard();
  const next = await say("하나");
  const { headers, ...now } = await reply("/rooms/chat/log?offset=now");
  assert.deepEqual(textsOf({ headers, ...now }), []);
  assert.deepEqual(
    [headers["Stream-Next-Offset"], headers["ETag"], headers["Cache-Control"]],
    [next, undefined, "no-store"],
  );
});

test("Durable Streams 5.4: HEAD says how the room stands", async () => {
  const { reply, say } = await makeHttpLogYard();
  const next = await say("하나");
  const { status, headers, body } = await reply("/rooms/chat/log", { method: "HEAD" });
  assert.deepEqual(
    [status, headers["Stream-Next-Offset"], headers["Cache-Control"], body.length],
    [200, next, "no-store", 0],
  );
});

test("Durable Streams 5.6: a long poll that has something to say says it at once, else it is held", async () => {
  const { ask, reply, say } = await makeHttpLogYard();
  const next = await say("하나");
  assert.deepEqual(textsOf(await reply("/rooms/chat/log?offset=-1&live=long-poll")), ["하나"]);
  assert.equal((await ask(`/rooms/chat/log?offset=${next}&live=long-poll`)).kind, "hold");
  assert.equal((await ask("/rooms/chat/log?offset=now&live=long-poll")).kind, "hold");
});

test("design: too many streams from one address are told how long to wait; polls are not counted", async () => {
  const { ask, reply } = await makeHttpLogYard(true);
  for (let count = 0; count < 200; count++) await ask("/rooms/chat/log?offset=now&live=sse");
  const { status, headers } = await reply("/rooms/chat/log?offset=now&live=sse");
  assert.deepEqual([status, headers["Retry-After"]], [429, "1"]);
  assert.equal((await reply("/rooms/chat/log")).status, 200);
});
