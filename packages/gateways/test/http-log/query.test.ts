import assert from "node:assert/strict";
import { test } from "node:test";
import { readLogQuery } from "../../src/http-log/query.ts";
import { requestOf } from "./yard.ts";

const read = (target: string, room?: string, headers: Readonly<Record<string, string>> = {}) =>
  readLogQuery(requestOf(target, { headers }), room);

function offsetsOf(query: ReturnType<typeof read>): [string, string][] {
  assert.ok("offsets" in query, JSON.stringify(query));
  return [...query.offsets];
}

test("Durable Streams 5.5: no offset is the beginning", () => {
  assert.deepEqual(read("/rooms/chat/log", "chat"), { offsets: new Map([["chat", "-1"]]), many: false });
});

test("WHATWG HTML 9.2.4: Last-Event-ID, which EventSource sends by itself, wins over the query", () => {
  const id = { "Last-Event-ID": "e_1" };
  assert.deepEqual(offsetsOf(read("/x?offset=now&live=sse", "chat", id)), [["chat", "e_1"]]);
  assert.deepEqual(offsetsOf(read("/x?live=sse", "chat", id)), [["chat", "e_1"]]);
  const many = { "Last-Event-ID": "a.e_1.b.e_2" };
  assert.deepEqual(offsetsOf(read("/log?room=a:now&room=b&room=c&live=sse", undefined, many)), [
    ["a", "e_1"],
    ["b", "e_2"],
    ["c", "-1"],
  ]);
});

test("several rooms, each with its offset, or all in one string", () => {
  assert.deepEqual(offsetsOf(read("/log?room=a:e_1&room=마당")), [
    ["a", "e_1"],
    ["마당", "-1"],
  ]);
  assert.deepEqual(offsetsOf(read("/log?positions=a.e_1")), [["a", "e_1"]]);
});

const wrong: readonly [rule: string, target: string, room?: string][] = [
  ["Durable Streams 5.6: a live answer needs an offset", "/x?live=long-poll", "chat"],
  ["a mode that there is not", "/x?offset=-1&live=telepathy", "chat"],
  ["an offset twice", "/x?offset=-1&offset=now", "chat"],
  ["no room at all", "/log"],
  ["a room twice", "/log?room=a&room=a:now"],
  ["positions that were not given here", "/log?positions=a"],
  ["33 rooms", `/log?${Array.from({ length: 33 }, (_, index) => `room=r${index}`).join("&")}`],
];
for (const [rule, target, room] of wrong) {
  test(`${rule}: 400 that says where`, () => {
    const refusal = read(target, room);
    assert.ok("status" in refusal);
    assert.equal(refusal.status, 400);
    assert.match(refusal.detail, /^(offset|live|room|positions): /);
  });
}

test("http-log.md, Reading upwards: before and limit, and nothing that goes down", () => {
  const past = (target: string) => {
    const query = read(target, "chat");
    return "status" in query ? query.detail : query.past;
  };
  assert.deepEqual(past("/rooms/chat/log?before=now&limit=50"), { before: "now", limit: 50 });
  assert.deepEqual(past("/rooms/chat/log?before=a_b_c"), { before: "a_b_c", limit: 200 });
  assert.deepEqual(past("/rooms/chat/log?before=a_b_c&limit=0"), { before: "a_b_c", limit: 0 });
  assert.equal(past("/rooms/chat/log?offset=-1"), undefined);
  for (const wrong of ["limit=5", "before=now&limit=201", "before=now&limit=-1", "before=now&offset=-1"])
    assert.match(String(past(`/rooms/chat/log?${wrong}`)), /^(limit|before): /, wrong);
  assert.match(String(past("/rooms/chat/log?offset=-1&people=1")), /^people: /);
});
