import assert from "node:assert/strict";
import { test } from "node:test";
import { StoreRefusal } from "@madang/hub";
import { type HttpLogYard, jsonOf, makeHttpLogYard, textsOf } from "./yard.ts";

const LOG = "/rooms/chat/log?name=철수";

async function post({ reply }: HttpLogYard, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return reply(LOG, { method: "POST", body, headers });
}

async function texts({ reply }: HttpLogYard): Promise<string[]> {
  return textsOf(await reply("/rooms/chat/log"));
}

test("201 with the entry's place for a new one, 200 with the first one's for a repeat, 409 for another text", async () => {
  const yard = await makeHttpLogYard();
  const first = await post(yard, { id: "a", text: "하나" });
  assert.equal(first.status, 201);
  const { position, offset, repeat } = jsonOf(first) as { position: string; offset: number; repeat: boolean };
  assert.deepEqual([position, offset, repeat], [first.headers["Stream-Next-Offset"], 1, false]);
  await post(yard, { text: "둘" });
  const again = await post(yard, { id: "a", text: "하나" });
  assert.deepEqual([again.status, jsonOf(again)], [200, { position, offset: 1, repeat: true }]);
  const other = await post(yard, { id: "a", text: "셋" });
  assert.equal(other.status, 409);
  assert.deepEqual(await texts(yard), ["하나", "둘"]);
});

test("Durable Streams 7.1: an array is kept whole, or not at all", async () => {
  const yard = await makeHttpLogYard();
  const all = await post(yard, [{ text: "1" }, { id: "b", text: "2" }, { text: "3" }]);
  assert.equal(all.status, 201);
  assert.deepEqual(
    (jsonOf(all) as { offset: number }[]).map(({ offset }) => offset),
    [1, 2, 3],
  );
  const refused = await post(yard, [{ text: "4" }, { id: "b", text: "zwei" }]);
  const { index, offset } = jsonOf(refused) as { index: number; offset: number };
  assert.deepEqual([refused.status, index, offset], [409, 1, 2]);
  const mixed = await post(yard, [{ id: "b", text: "2" }, { text: "4" }]);
  assert.equal(mixed.status, 201);
  assert.deepEqual(await texts(yard), ["1", "2", "3", "4"]);
});

test("what is not a message is refused, and says why", async () => {
  const yard = await makeHttpLogYard();
  for (const [status, body, headers] of [
    [400, "[", {}],
    [400, { text: "a" }, { "Content-Type": "" }],
    [415, { text: "a" }, { "Content-Type": "text/plain" }],
    [415, { text: "a" }, { "Content-Type": "application/jsonp" }],
    [501, { text: "a" }, { "Stream-Seq": "1" }],
    [501, { text: "a" }, { "Stream-Closed": "true" }],
    [400, { text: "a" }, { "Producer-Id": "p" }],
  ] as const) {
    assert.equal((await post(yard, body, headers)).status, status, JSON.stringify([body, headers]));
  }
  assert.equal((await post(yard, { text: "a" }, { "Content-Type": "application/json; charset=utf-8" })).status, 201);
  const [request] = [{ method: "POST", parameters: [], body: Uint8Array.of(0x22, 0xff, 0x22) }];
  const caller = { address: "", path: "/rooms/chat/log", query: new Map(), subprotocols: [] };
  const headers = new Map([["content-type", "application/json"]]);
  const answer = await yard.gateway.answer({ ...request, caller: { ...caller, headers } });
  assert.ok(answer.kind === "reply");
  assert.equal((jsonOf(answer) as { detail: string }).detail, "the body is not UTF-8");
});

test("design: what the store refuses was not kept; 503, and the same may be sent again", async (t) => {
  const yard = await makeHttpLogYard();
  const refuse = () => Promise.reject(new StoreRefusal("the disk is full"));
  const mocks = [t.mock.method(yard.store, "append", refuse), t.mock.method(yard.store, "appendAll", refuse)];
  for (const body of [{ id: "a", text: "1" }, [{ text: "1" }, { text: "2" }]]) {
    const { status, headers, ...reply } = await post(yard, body);
    assert.deepEqual([status, headers["Retry-After"]], [503, "1"]);
    assert.equal((jsonOf({ ...reply, status, headers }) as { detail: string }).detail, "the disk is full");
  }
  for (const mock of mocks) mock.mock.restore();
  assert.equal((await post(yard, { id: "a", text: "1" })).status, 201);
});

test("Durable Streams 5.2.1: a producer's numbers in place of ids", async () => {
  const yard = await makeHttpLogYard();
  const send = (epoch: number, seq: number, text = `${epoch}/${seq}`) =>
    post(yard, [{ text }], { "Producer-Id": "p", "Producer-Epoch": String(epoch), "Producer-Seq": String(seq) });
  const first = await send(0, 0);
  assert.deepEqual([first.status, first.headers["Producer-Epoch"], first.headers["Producer-Seq"]], [200, "0", "0"]);
  assert.equal((await send(0, 1)).status, 200);
  const repeat = await send(0, 0);
  assert.deepEqual([repeat.status, repeat.headers["Producer-Seq"], repeat.body.length], [204, "1", 0]);
  const gap = await send(0, 5);
  const { headers } = gap;
  assert.deepEqual([gap.status, headers["Producer-Expected-Seq"], headers["Producer-Received-Seq"]], [409, "2", "5"]);
  assert.equal((await send(1, 1)).status, 400);
  assert.equal((await send(1, 0)).status, 200);
  const stale = await send(0, 2);
  assert.deepEqual([stale.status, stale.headers["Producer-Epoch"]], [403, "1"]);
  assert.deepEqual(await texts(yard), ["0/0", "0/1", "1/0"]);
});

test("a repeat that only the log remembers, after a restart, is a repeat all the same", async () => {
  const before = await makeHttpLogYard();
  const numbers = { "Producer-Id": "p", "Producer-Epoch": "0", "Producer-Seq": "4" };
  assert.equal((await post(before, { text: "a" }, numbers)).status, 200);
  // Another gateway over the same rooms knows no producers.
  const { HttpLogGateway } = await import("../../src/http-log/gateway.ts");
  assert.ok(HttpLogGateway);
  const after = await makeHttpLogYard();
  after.hub.room = (name) => before.hub.room(name);
  const again = post(after, { text: "a" }, numbers);
  for (let turns = 0; turns < 10; turns++) await before.turn.settle();
  assert.equal((await again).status, 204);
});

test("design: too many messages are 429 with Retry-After; each of an array counts", async () => {
  const yard = await makeHttpLogYard(true);
  const many = Array.from({ length: 40 }, (_, index) => ({ text: String(index) }));
  assert.equal((await post(yard, many)).status, 201);
  const { status, headers } = await post(yard, { text: "more" });
  assert.deepEqual([status, headers["Retry-After"]], [429, "1"]);
  yard.clock.advance(1000);
  assert.equal((await post(yard, { text: "more" })).status, 201);
});

test("design: who sends is not there", async () => {
  const yard = await makeHttpLogYard();
  await post(yard, { text: "a" });
  assert.equal((await yard.hub.room("chat"))?.counts.people, 0);
});

test("docs/http-log.md, Sending: a key is for volatile rooms; each of an array has its own", async () => {
  const { hub, reply } = await makeHttpLogYard();
  await hub.putRoom("ticker", { retention: "volatile" });
  const body = [{ text: "1", key: "a" }, { text: "2", key: "b" }, { text: "3" }];
  assert.equal((await reply("/rooms/ticker/log", { method: "POST", body })).status, 201);
  const entries = jsonOf(await reply("/rooms/ticker/log")) as { readonly key?: string }[];
  assert.deepEqual(
    entries.map(({ key }) => key),
    ["a", "b", undefined],
  );
  const refused = await reply(LOG, { method: "POST", body });
  assert.equal(refused.status, 400);
  assert.match((jsonOf(refused) as { detail: string }).detail, /^key: the room chat keeps every message/);
});
