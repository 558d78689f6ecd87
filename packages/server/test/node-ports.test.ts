import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeChance, nodeClock } from "../src/node-ports.ts";

test("Clock: calls once, no earlier than asked, unless cancelled", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1000 });
  const calls: string[] = [];
  nodeClock.after(100, () => calls.push(`at ${nodeClock.now()}`));
  const cancel = nodeClock.after(100, () => calls.push("cancelled"));
  t.mock.timers.tick(99);
  assert.deepEqual(calls, []);
  cancel();
  t.mock.timers.tick(1);
  assert.deepEqual(calls, ["at 1100"]);
});

test("Chance: ids of 20 characters, none twice, over the pool's end", () => {
  const chance = nodeChance();
  const ids = new Set(Array.from({ length: 2000 }, () => chance.id()));
  assert.equal(ids.size, 2000);
  assert.ok([...ids].every((id) => /^[0-9a-v]{20}$/.test(id)));
});
