import assert from "node:assert/strict";
import { test } from "node:test";
import { makeRoom } from "../../src/model/make-room.ts";

const wish = { server: "http://x.kr/", room: "점심", retention: "30d", token: "t" } as const;
const answer =
  (status: number, body: unknown): typeof fetch =>
  async () =>
    new Response(JSON.stringify(body), { status });

test("a room is made with PUT and the operator's token in a header", async () => {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const refusal = await makeRoom(wish, async (url, init) => {
    asked.push({ url: String(url), init });
    return new Response("{}", { status: 201 });
  });
  assert.equal(refusal, undefined);
  assert.equal(asked[0]?.url, "http://x.kr/api/rooms/%EC%A0%90%EC%8B%AC");
  assert.equal(asked[0]?.init?.method, "PUT");
  assert.equal(new Headers(asked[0]?.init?.headers).get("authorization"), "Bearer t");
  assert.equal(asked[0]?.init?.body, '{"retention":"30d"}');
});

test("a refusal says why, and whether the token was it", async () => {
  assert.deepEqual(await makeRoom(wish, answer(409, { detail: "exists" })), { why: "exists", token: false });
  assert.deepEqual(await makeRoom(wish, answer(401, { title: "Unauthorized" })), { why: "Unauthorized", token: true });
  const broken = () => Promise.reject(new Error("no network"));
  assert.deepEqual(await makeRoom(wish, broken), { why: "no network", token: false });
});
