import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../../src/http/fault.ts";
import { longPoll, poll } from "../../src/http/polling.ts";
import { HttpYard } from "./http-yard.ts";

function begin(carry: typeof poll) {
  const yard = new HttpYard();
  const own = new AbortController();
  yard.readFromNow();
  void carry({ ...yard, signal: own.signal }, yard.ears);
  return { yard, own };
}

test("http-log.md, Polling: asked every 2 s, until it is ended", async () => {
  const { yard, own } = begin(poll);
  await yard.settle();
  await yard.post("1");
  assert.deepEqual(yard.texts, []);
  await yard.advance(2000);
  assert.deepEqual([yard.texts, yard.alive], [["1"], 2]);
  own.abort();
  await yard.post("2");
  await yard.advance(10_000);
  assert.deepEqual([yard.texts, yard.clock.timers, yard.ends], [["1"], 0, []]);
});

test("http-log.md, Long polling: the answer comes with the next entry, and then it asks again", async () => {
  const { yard, own } = begin(longPoll);
  await yard.settle();
  await yard.post("1");
  await yard.post("2", "3");
  assert.deepEqual([yard.texts, yard.alive, yard.http.open], [["1", "2", "3"], 2, 1]);
  own.abort();
  await yard.settle();
  assert.deepEqual([yard.http.open, yard.clock.timers, yard.ends], [0, 0, []]);
});

test("a long poll that breaks at once has failed, one that broke late was cut, and one without an answer is silent", async () => {
  for (const [ms, wanted] of [
    [100, Fault],
    [20_000, "cut"],
    [35_000, "silent"],
  ] as const) {
    const { yard } = begin(longPoll);
    await yard.settle();
    await yard.advance(ms);
    yard.http.cut();
    await yard.settle();
    const [end] = yard.ends;
    assert.ok(wanted === Fault ? end instanceof Fault : end === wanted, `${ms}: ${end}`);
  }
});
