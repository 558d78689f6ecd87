import assert from "node:assert/strict";
import { test } from "node:test";
import { portsOf } from "../src/options.ts";
import type { Transport } from "../src/transport.ts";
import { Ways } from "../src/ways.ts";
import { ManualClock } from "./manual-clock.ts";

function ways(transports?: readonly Transport[]) {
  const notes = new Map<string, string>();
  const ports = portsOf({
    clock: new ManualClock(),
    notes: { getItem: (key) => notes.get(key) ?? null, setItem: (key, value) => void notes.set(key, value) },
  });
  const made = new Ways({ url: "https://chat.example", ...(transports && { transports }) }, ports);
  const order = (): string[] =>
    made.all.map(({ transport, after }, at) => (at === 0 ? transport : `${transport} ${after}`));
  return { made, order };
}

test("issue 5: the WebSocket first, with a head start; what has worked, first the next time", () => {
  const { made, order } = ways();
  assert.deepEqual(order(), ["websocket", "sse 1500"]);
  made.keep("websocket");
  assert.deepEqual(order(), ["websocket", "sse 5000"]);
  made.keep("long-poll");
  assert.deepEqual(order(), ["long-poll", "websocket 1500"]);
});

test("issue 5: forced, nothing else is tried, whatever has worked", () => {
  for (const transport of ["websocket", "sse", "long-poll", "poll"] as const) {
    const { made, order } = ways([transport]);
    made.keep("poll");
    assert.deepEqual(order(), [transport]);
    assert.equal(made.better.length, transport === "websocket" ? 1 : 0);
  }
  assert.deepEqual(ways(["poll", "sse"]).order(), ["sse"]);
});
