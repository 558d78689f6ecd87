import assert from "node:assert/strict";
import { test } from "node:test";
import { openLazily } from "../src/lazy-socket.ts";
import type { HttpParts, WayEvents } from "../src/way.ts";

const PARTS = {} as HttpParts;

function ears() {
  const told: string[] = [];
  const events: WayEvents = {
    opened: () => told.push("opened"),
    heard: (text) => told.push(text),
    carries: () => {},
    closed: (code) => told.push(`closed ${code}`),
  };
  return { told, events };
}

test("the way over HTTP is loaded when it is opened, and then speaks for itself", async () => {
  const { told, events } = ears();
  const said: string[] = [];
  const load = async () => ({
    openHttp: (_: HttpParts, { opened }: WayEvents) => {
      opened();
      return { send: (text: string) => void said.push(text), close: (code: number) => void said.push(`${code}`) };
    },
  });
  const socket = openLazily(load, PARTS, events);
  socket.send("lost");
  await new Promise(setImmediate);
  socket.send("hello");
  socket.close(1000);
  assert.deepEqual(told, ["opened"]);
  assert.deepEqual(said, ["hello", "1000"]);
});

test("code that cannot be had is a way that does not answer; closed before, nothing is told", async () => {
  const offline = async () => {
    throw new Error("offline");
  };
  for (const [close, wanted] of [
    [false, ["closed 1006"]],
    [true, []],
  ] as const) {
    const { told, events } = ears();
    const socket = openLazily(offline, PARTS, events);
    if (close) socket.close(1000);
    await new Promise(setImmediate);
    assert.deepEqual(told, wanted);
  }
  const { told, events } = ears();
  openLazily(async () => ({ openHttp: () => assert.fail("opened after the close") }), PARTS, events).close(1000);
  await new Promise(setImmediate);
  assert.deepEqual(told, []);
});
