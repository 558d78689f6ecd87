import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../../src/http/fault.ts";
import { Requests } from "../../src/http/requests.ts";
import { stream } from "../../src/http/streaming.ts";
import type { Held } from "../sieve.ts";
import { HttpYard } from "./http-yard.ts";

function begin(...held: readonly Held[]) {
  const yard = new HttpYard();
  for (const each of held) yard.http.held.add(each);
  const own = new AbortController();
  yard.readFromNow();
  void stream({ ...yard, signal: own.signal }, yard.ears);
  return { yard, own };
}

test("http-log.md, Streaming: entries as they come, each once, and who is here", async () => {
  const { yard, own } = begin();
  await yard.settle();
  await yard.post("1");
  await yard.post("2", "3");
  assert.deepEqual(yard.texts, ["1", "2", "3"]);
  assert.equal(yard.kinds[0], "here");
  own.abort();
  await yard.settle();
  assert.deepEqual([yard.http.open, yard.clock.timers, yard.ends], [0, 0, []]);
});

test("a stream whose first word is kept by somebody in between is silent after 4 s", async () => {
  const { yard } = begin("sse");
  await yard.settle();
  await yard.advance(4000);
  assert.deepEqual([yard.ends, yard.alive], [["silent"], 0]);
});

test("issue 5: no byte within the agreed time: silent after 20 s; a head that never comes, after 4 s", async () => {
  const { yard } = begin();
  await yard.settle();
  await yard.advance(19_999);
  assert.deepEqual(yard.ends, []);
  await yard.advance(1);
  assert.deepEqual(yard.ends, ["silent"]);
  const other = new HttpYard();
  const fetch: typeof globalThis.fetch = (_, init) =>
    new Promise((_answer, fail) => init?.signal?.addEventListener("abort", () => fail(new Error("aborted"))));
  const { signal } = new AbortController();
  void stream({ ...other, signal, requests: new Requests({ ...other.parts, fetch }) }, other.ears);
  await other.advance(4000);
  assert.deepEqual(other.ends, ["silent"]);
});

test("a stream that breaks at once has failed; one that has lasted was cut; another page is no stream", async () => {
  for (const [ms, isCut] of [
    [10, false],
    [5000, true],
  ] as const) {
    const { yard } = begin();
    await yard.settle();
    await yard.advance(ms);
    yard.http.cut();
    await yard.settle();
    const [end] = yard.ends;
    assert.ok(isCut ? end === "cut" : end instanceof Fault, `${ms}: ${end}`);
  }
  const yard = new HttpYard();
  const requests = new Requests({ ...yard.parts, fetch: async () => Response.json([]) });
  await stream({ ...yard, requests, signal: new AbortController().signal }, yard.ears);
  assert.ok(yard.ends[0] instanceof Fault);
});

test("a server that restarts says when to come back", async () => {
  const yard = new HttpYard();
  const body = ": bye\nretry: 1730\n\n";
  const fetch = async () => new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  const signal = new AbortController().signal;
  await stream({ ...yard, signal, requests: new Requests({ ...yard.parts, fetch }) }, yard.ears);
  assert.deepEqual(yard.kinds, ["reconnect"]);
});
