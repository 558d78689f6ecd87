import assert from "node:assert/strict";
import { test } from "node:test";
import { Hub, MemoryBus, MemoryStore } from "@madang/hub";
import { CountingChance, ManualClock, ManualTurn } from "@madang/testkit";
import { knock } from "../src/knock.ts";

function hubWith(limits: boolean): Hub {
  const chance = new CountingChance();
  const [clock, turn] = [new ManualClock(), new ManualTurn()];
  return new Hub({ store: new MemoryStore(chance), broker: new MemoryBus().node(), clock, chance, turn, limits });
}

test("RFC 6585 4: too many connections from one address are 429, with when to come back; other addresses come in", () => {
  const hub = hubWith(true);
  for (let count = 0; count < 200; count++) assert.equal(knock(hub, "10.0.0.1"), undefined);
  assert.deepEqual(knock(hub, "10.0.0.1"), {
    status: 429,
    title: "Too Many Requests",
    detail: "too many connections from 10.0.0.1; come back in 1 s",
    headers: { "Retry-After": "1" },
  });
  assert.equal(knock(hub, "10.0.0.2"), undefined);
});

test("without limits nobody is too fast", () => {
  const hub = hubWith(false);
  for (let count = 0; count < 1000; count++) assert.equal(knock(hub, "10.0.0.1"), undefined);
});
