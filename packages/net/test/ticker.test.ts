import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { nodeTicker } from "../src/ticker.ts";

test("Ticker: calls again and again until it is ended", (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  let calls = 0;
  const end = nodeTicker.every(1000, () => calls++);
  t.mock.timers.tick(3500);
  end();
  t.mock.timers.tick(3500);
  assert.equal(calls, 3);
});

test("Ticker: never keeps a process alive", { timeout: 5000 }, async () => {
  const ticker = JSON.stringify(new URL("../src/ticker.ts", import.meta.url).href);
  const worker = new Worker(`import(${ticker}).then(({ nodeTicker }) => nodeTicker.every(60_000, () => {}))`, {
    eval: true,
  });
  assert.deepEqual(await once(worker, "exit"), [0]);
});
