import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "@madang/wire";
import { Exchange } from "../../src/engineio/exchange.ts";

const reply = (status: number): Reply => ({ kind: "reply", status, headers: {}, body: new Uint8Array(0) });

test("http.ts, Hold: it begins when it can be answered, and is answered once, perhaps at once", () => {
  const told: number[] = [];
  const exchange = new Exchange(
    (self) => self.give(reply(200)),
    () => told.push(0),
  );
  exchange.wait(({ status }) => told.push(status));
  exchange.give(reply(400));
  assert.deepEqual(told, [200]);
});

test("http.ts, Hold: what is answered before it is waited for does not begin", () => {
  const told: unknown[] = [];
  const exchange = new Exchange(
    (self) => told.push(self),
    () => told.push("lost"),
  );
  exchange.give(reply(400));
  exchange.give(reply(500));
  exchange.wait(({ status }) => told.push(status));
  assert.deepEqual(told, [400]);
});

test("http.ts, Hold: when nobody waits any more that is told, and no answer is given", () => {
  const told: unknown[] = [];
  const exchange = new Exchange(
    () => undefined,
    (self) => told.push(self),
  );
  const leave = exchange.wait(({ status }) => told.push(status));
  leave();
  exchange.give(reply(200));
  assert.deepEqual(told, [exchange]);
});
