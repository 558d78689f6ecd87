import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../src/http/source.ts";
import type { HttpTransport } from "../../src/transport.ts";
import { HttpYard } from "./http-yard.ts";

function begin(transports?: readonly HttpTransport[]) {
  const yard = new HttpYard(transports);
  const carried: string[] = [];
  const failures: string[] = [];
  const source = new Source(
    { ...yard.parts, requests: yard.requests, places: yard.places },
    {
      ...yard.ears,
      carries: (transport) => {
        if (transport !== carried.at(-1)) carried.push(transport);
      },
      failed: (code, why) => {
        failures.push(`${code} ${why}`);
        source.stop();
      },
    },
  );
  yard.readFromNow();
  source.start();
  return { yard, source, carried, failures };
}

test("issue 5: it falls from SSE to long polling to polling, and nothing is missed on the way", async () => {
  const { yard, carried, failures } = begin();
  await yard.settle();
  await yard.post("1");
  yard.http.held.add("sse");
  yard.http.cut();
  await yard.post("2");
  await yard.advance(1000);
  await yard.post("3");
  await yard.advance(4000);
  assert.deepEqual(carried, ["sse", "long-poll"]);
  yard.http.held.add("long-poll");
  yard.http.cut();
  await yard.post("4");
  await yard.advance(1000);
  assert.deepEqual(carried, ["sse", "long-poll", "poll"]);
  await yard.post("5");
  await yard.advance(2000);
  assert.deepEqual(yard.texts, ["1", "2", "3", "4", "5"]);
  assert.deepEqual(failures, []);
});

test("issue 5: it looks in the background for a better way, step by step, and takes over without a gap", async () => {
  const { yard, source, carried } = begin();
  yard.http.held.add("sse").add("long-poll");
  await yard.settle();
  for (let second = 0; second < 10; second += 1) await yard.advance(1000);
  assert.deepEqual(carried, ["sse", "long-poll", "poll"]);
  yard.http.held.clear();
  await yard.advance(31_000);
  assert.equal(carried.at(-1), "poll");
  await yard.post("1");
  assert.equal(carried.at(-1), "long-poll");
  // Somebody has a reason to look now.
  source.again();
  await yard.settle();
  await yard.post("2");
  assert.deepEqual([carried.at(-1), yard.texts], ["sse", ["1", "2"]]);
  source.stop();
  await yard.settle();
  assert.deepEqual([yard.clock.timers, yard.http.open], [0, 0]);
});

test("a sent text that does not come back in 3 s: the carrier brings nothing, and is not waited for", async () => {
  const { yard, source, carried } = begin();
  await yard.settle();
  yard.http.held.add("sse");
  yard.server.post("1");
  source.expect("chat", yard.server.chat.position(1));
  await yard.advance(2999);
  assert.deepEqual(yard.texts, []);
  await yard.advance(1);
  assert.deepEqual([yard.texts, carried.at(-1)], [["1"], "long-poll"]);
});

test("a server that is not there is the end of the link, and so is a room with another history", async () => {
  const { yard, failures } = begin();
  await yard.settle();
  yard.http.held.add("all");
  yard.http.cut();
  await yard.settle();
  assert.deepEqual(failures, ["1006 the server does not answer"]);
  const other = begin(["poll"]);
  await other.yard.settle();
  other.yard.server.chat.startOver("another");
  await other.yard.advance(2000);
  assert.deepEqual(other.failures, ["1012 another history"]);
});
